import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { conflict, keepingWrites, notFound } from '#core/errors'
import { emit, type EventType } from '#core/events'
import { findPersonalId } from '#core/forms/identifiers'
import { command, query } from '#core/operation'
import { forgetDevices, send } from '#modules/notices'
import { rolesIn } from '#modules/units'
import { accountRecovered, recoveryBegun, recoveryRefused } from '../events.ts'
import { ConfirmationCode, drawCode, takeCode, wrongConfirmation } from '../one-time-codes.ts'
import * as policy from '../policy.ts'
import { codeMilliseconds, readAddress } from '../rules.ts'
import { endSessions } from '../sessions.ts'
import { findAccount, raiseVersion } from '../store/accounts.ts'
import { isTaken, lockAccount, lockByNumber } from '../store/identity.ts'
import { listOtherSessions } from '../store/sessions.ts'
import * as store from '../store/recoveries.ts'
import { maskPersonalId } from '../views.ts'
import { Address, noAddress } from './sign-in-with-code.ts'
import { identityPapers } from './verify-identity.ts'

/** A lost phone (docs/adr/0012): one official sees the card and has the new address proven, another of the same unit finishes it. */

const openHours = 24
const verified = 2
const ById = z.strictObject({ id: z.uuid() })

const unitsOf = (ctx: Context, actor: Actor, part: 'begin' | 'finish'): string[] =>
  policy.recoveringUnits(actor, rolesIn(ctx), part)

const noAccount = () =>
  notFound('recovery-no-account', {
    vi: 'Không có tài khoản đã xác minh nào khớp với số định danh và ngày sinh này. Người dân có thể mở tài khoản mới rồi xác minh tại quầy.',
    en: 'No verified account matches this identity number and day of birth. The person may open a new account and have it verified here.',
  })

const taken = () =>
  conflict('address-taken', {
    vi: 'Số điện thoại hoặc thư điện tử này đang thuộc một tài khoản khác.',
    en: 'Another account has this phone number or e-mail address.',
  })

const notOpen = () =>
  conflict('recovery-not-open', {
    vi: 'Việc khôi phục này chưa đến bước đó, đã xong, hoặc đã hết hạn.',
    en: 'This recovery is not at that step, is done, or has lapsed.',
  })

export const beginRecovery = command('people.begin-recovery', {
  summary: 'At a counter: give a person who has lost their phone their account back; a code goes to the new address.',
  input: z.strictObject({
    personalId: z.string().max(20),
    birthOn: z.iso.date(),
    address: Address,
    paper: z.enum(identityPapers),
    reason: z.string().trim().min(3).max(300),
  }),
  output: z.strictObject({ id: z.uuid(), name: z.string(), channel: z.enum(['sms', 'email']) }),
  subject: async (db, input, ctx, actor) => {
    const number = findPersonalId(input.personalId, ctx.clock().getFullYear())
    const account = number === undefined ? undefined : await lockByNumber(db, ctx.vault.digest(number))
    const known = account?.kind === 'citizen' && account.ended_at === null && account.assurance >= verified
    const same = account?.birth_on === null || account?.birth_on === input.birthOn
    return { units: unitsOf(ctx, actor, 'begin'), account: known && same ? account : undefined }
  },
  allow: (_, { units }) => units.length > 0,
  personal: (_, { account }) => `account/${account?.id ?? 'unknown'}`,
  perMinute: 10,
  unrepeatable: true,
  async run({ input, subject: { units, account }, actor, db, ctx, now }) {
    if (!account) throw noAccount()
    const target = readAddress(input.address)
    if (!target) throw noAddress()
    const { channel, address } = target
    if (await isTakenByOther(db, account.id, target)) throw taken()
    const id = randomUUID()
    const unit = units[0] ?? ''
    await store.addRecovery(db, {
      id,
      account: account.id,
      unit,
      begun_by: actor.id,
      begun_at: now,
      expires_at: new Date(now.getTime() + openHours * 3_600_000),
      paper: input.paper,
      reason: input.reason,
      channel,
      address: ctx.vault.seal(address),
      state: 'begun',
    })
    const code = await drawCode(db, ctx, { purpose: `recover ${id}`, address }, now)
    const facts = { code, minutes: String(codeMilliseconds / 60_000) }
    const to = channel === 'sms' ? { phone: address } : { email: address }
    await send(db, ctx, [{ key: `recover ${id}`, to, template: 'recovery-code', facts, secret: true }])
    await state(db, recoveryBegun, { account: account.id, unit, at: now })
    return { id, name: account.name, channel }
  },
})

const isTakenByOther = async (
  db: Db,
  account: string,
  { channel, address }: { channel: 'sms' | 'email'; address: string },
) => {
  const own = await findAccount(db, account)
  if (own?.phone === address || own?.email === address) return false
  return isTaken(db, channel === 'sms' ? 'phone' : 'email', address)
}

type Stated = { account: string; unit: string; at: Date }

async function state(db: Db, event: EventType<Record<string, never>>, { account, unit, at }: Stated): Promise<void> {
  const version = await raiseVersion(db, account)
  await emit(db, event, { record: `account/${account}`, version, unit, occurredAt: at, payload: {} })
}

async function lockOpen(db: Db, id: string, ctx: Context): Promise<store.RecoveryRow> {
  const row = await store.lockRecovery(db, id)
  if (!row)
    throw notFound('recovery-not-found', { vi: 'Không có việc khôi phục này.', en: 'There is no such recovery.' })
  if ((row.state !== 'begun' && row.state !== 'proven') || row.expires_at <= ctx.clock()) throw notOpen()
  return row
}

export const proveRecovery = command('people.prove-recovery', {
  summary: 'The person has read me the code that came to their new address: a colleague may finish it now.',
  input: ById.extend({ code: ConfirmationCode }),
  output: z.strictObject({ id: z.uuid() }),
  subject: (db, { id }, ctx) => lockOpen(db, id, ctx),
  allow: (actor, row) => actor.id === row.begun_by,
  perMinute: 20,
  unrepeatable: true,
  async run({ input, subject: row, actor, db, ctx, now }) {
    if (row.state !== 'begun') throw notOpen()
    const of = { purpose: `recover ${row.id}`, address: ctx.vault.open(row.address), code: input.code }
    if (!(await takeCode(db, ctx, of, now))) throw keepingWrites(wrongConfirmation())
    await store.settleRecovery(db, row.id, { state: 'proven', by: actor.id, at: now })
    return { id: row.id }
  },
})

type Ending = { row: store.RecoveryRow; units: readonly string[] }

const lockEnding = async (db: Db, { id }: { id: string }, ctx: Context, actor: Actor): Promise<Ending> => ({
  row: await lockOpen(db, id, ctx),
  units: unitsOf(ctx, actor, 'finish'),
})

export const finishRecovery = command('people.finish-recovery', {
  summary:
    'As the second official: the account opens by the new address alone, and everything that opened it before ends.',
  input: ById,
  output: z.strictObject({ id: z.uuid() }),
  subject: lockEnding,
  allow: (actor, { row, units }) => policy.mayFinishRecovery(actor, row.begun_by, row.unit, units),
  personal: (_, { row }) => `account/${row.account}`,
  async run({ subject: { row }, actor, db, ctx, now }) {
    if (row.state !== 'proven') throw notOpen()
    const account = await lockAccount(db, row.account)
    if (!account || account.ended_at !== null) throw notOpen()
    const channel = row.channel === 'sms' ? ('sms' as const) : ('email' as const)
    const address = ctx.vault.open(row.address)
    if (await isTakenByOther(db, account.id, { channel, address })) throw taken()
    await store.openAnew(db, account.id, {
      phone: channel === 'sms' ? address : null,
      email: channel === 'email' ? address : null,
    })
    await endSessions(db, ctx, await listOtherSessions(db, account.id, undefined))
    await forgetDevices(db, account.id)
    await store.settleRecovery(db, row.id, { state: 'done', by: actor.id, at: now })
    await state(db, accountRecovered, { account: account.id, unit: row.unit, at: now })
    const key = `recovered ${row.id}`
    const old = [
      ...(account.phone === null ? [] : [{ key: `${key} phone`, to: { phone: account.phone } }]),
      ...(account.email === null ? [] : [{ key: `${key} email`, to: { email: account.email } }]),
    ]
    const told = [...old, { key, to: { account: account.id } }]
    await send(
      db,
      ctx,
      told.map((one) => ({ ...one, template: 'account-recovered', facts: {} })),
    )
    return { id: row.id }
  },
})

export const refuseRecovery = command('people.refuse-recovery', {
  summary: 'Do not give the account to whoever asks for it; nothing of it has changed.',
  input: ById,
  output: z.strictObject({ id: z.uuid() }),
  subject: lockEnding,
  allow: (actor, { row, units }) => actor.id === row.begun_by || units.includes(row.unit),
  async run({ subject: { row }, actor, db, now }) {
    await store.settleRecovery(db, row.id, { state: 'refused', by: actor.id, at: now })
    await state(db, recoveryRefused, { account: row.account, unit: row.unit, at: now })
    return { id: row.id }
  },
})

const RecoveryView = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  maskedPersonalId: z.string().optional(),
  unit: z.string(),
  begunAt: z.iso.datetime(),
  begunBy: z.string(),
  mine: z.boolean(),
  proven: z.boolean(),
  mayFinish: z.boolean(),
  paper: z.string(),
  reason: z.string(),
  address: z.string(),
})

export const listRecoveries = query('people.list-recoveries', {
  summary: 'Accounts that my unit is giving back to their people, and which of them wait for me.',
  input: z.strictObject({}),
  output: z.strictObject({ items: z.array(RecoveryView) }),
  subject: async (_db, _input, ctx, actor) => ({
    begin: unitsOf(ctx, actor, 'begin'),
    finish: unitsOf(ctx, actor, 'finish'),
  }),
  allow: (_, { begin }) => begin.length > 0,
  async run({ subject: { begin, finish }, actor, db, ctx, now, see }) {
    const rows = await store.listOpenRecoveries(db, begin, now)
    for (const { account } of rows) see(`account/${account}`)
    return {
      items: rows.map((row) => ({
        id: row.id,
        name: row.name,
        ...(row.id_sealed !== null && { maskedPersonalId: maskPersonalId(ctx.vault.open(row.id_sealed)) }),
        unit: row.unit,
        begunAt: row.begun_at.toISOString(),
        begunBy: row.official,
        mine: row.begun_by === actor.id,
        proven: row.state === 'proven',
        mayFinish: row.state === 'proven' && policy.mayFinishRecovery(actor, row.begun_by, row.unit, finish),
        paper: row.paper,
        reason: row.reason,
        address: ctx.vault.open(row.address),
      })),
    }
  },
})

export const recovering = [beginRecovery, proveRecovery, finishRecovery, refuseRecovery, listRecoveries]
