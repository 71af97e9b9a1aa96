import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { dayOf } from '#core/days'
import { invalid, keepingWrites, unauthenticated } from '#core/errors'
import { command } from '#core/operation'
import { send } from '#modules/notices'
import { addPeople } from '../accounts.ts'
import { present } from '../me.ts'
import * as policy from '../policy.ts'
import { drawCode, takeCode } from '../one-time-codes.ts'
import { codeDigits, codeMilliseconds, readAddress } from '../rules.ts'
import { startSession } from '../sessions.ts'
import * as store from '../store/accounts.ts'
import { MeView } from '../views.ts'

export const Address = z.string().min(3).max(254)

export const noAddress = () =>
  invalid('not-an-address', {
    vi: 'Xin nhập số điện thoại di động hoặc địa chỉ thư điện tử.',
    en: 'Please enter a mobile number or an e-mail address.',
  })

const wrongCode = () =>
  unauthenticated('wrong-code', {
    vi: 'Mã không đúng hoặc đã hết hạn. Xin kiểm tra lại, hoặc lấy mã mới.',
    en: 'The code is wrong or has expired. Check it, or ask for a new one.',
  })

export const sendCode = command('people.send-code', {
  summary: 'Send a one-time sign-in code to a phone or an e-mail address.',
  input: z.strictObject({ address: Address }),
  // The same answer whether or not the address belongs to an account.
  output: z.strictObject({ channel: z.enum(['sms', 'email']), expiresAt: z.iso.datetime(), digits: z.int() }),
  allow: policy.anyone,
  perMinute: 10,
  unrepeatable: true,
  async run({ input, db, ctx, now }) {
    const target = readAddress(input.address)
    if (!target) throw noAddress()
    const code = await drawCode(db, ctx, { ...target, purpose: 'code' }, now)
    await send(db, ctx, [
      {
        key: `code ${randomUUID()}`,
        to: target.channel === 'sms' ? { phone: target.address } : { email: target.address },
        template: 'sign-in-code',
        facts: { code, minutes: String(codeMilliseconds / 60_000) },
        secret: true,
      },
    ])
    const expiresAt = new Date(now.getTime() + codeMilliseconds)
    return { channel: target.channel, expiresAt: expiresAt.toISOString(), digits: codeDigits }
  },
})

export const signInWithCode = command('people.sign-in-with-code', {
  summary: 'Sign in with a one-time code; the first time, this opens an account for the address.',
  input: z.strictObject({
    address: Address,
    code: z.string().regex(/^\s*\d{6}\s*$/),
    name: z.string().trim().min(2).max(100).optional(),
  }),
  output: MeView,
  allow: policy.anyone,
  perMinute: 20,
  unrepeatable: true,
  async run({ input, ...step }) {
    const { db, ctx, now } = step
    const target = readAddress(input.address)
    if (!target) throw noAddress()
    if (!(await takeCode(db, ctx, { ...target, purpose: 'code', code: input.code }, now)))
      throw keepingWrites(wrongCode())
    const found = await store.lockByAddress(db, target.channel, target.address)
    // An official's account opens by its password alone: a phone that lies about is not enough.
    if (found && (found.kind === 'official' || (found.demo && !ctx.settings.demo))) throw keepingWrites(wrongCode())
    const account = found ?? (await openAccount(step, target, input.name))
    const actor = await startSession(step, account, { assurance: account.assurance, methods: ['code'] })
    return present(db, ctx, actor, dayOf(now))
  },
})

async function openAccount(
  { db, ctx, now }: Pick<Parameters<typeof startSession>[0], 'db' | 'ctx' | 'now'>,
  target: { channel: 'sms' | 'email'; address: string },
  name: string | undefined,
) {
  const id = randomUUID()
  const handle = target.channel === 'sms' ? { phone: target.address } : { email: target.address }
  await addPeople(db, ctx, [{ id, kind: 'citizen', name: name ?? '', ...handle }], now)
  return { id, kind: 'citizen' as const, assurance: 1 }
}
