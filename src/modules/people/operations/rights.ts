import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { conflict, notFound, tooMany } from '#core/errors'
import { emit, type EventType } from '#core/events'
import { command, query } from '#core/operation'
import { confirmSelf, waysToConfirm } from '../rights/confirming.ts'
import { verifiedDigest } from '../rights/copying.ts'
import { MyDataView, presentCopy, presentErasure, presentKind } from '../rights/views.ts'
import { copyAsked, erasureAsked, erasureWithdrawn } from '../events.ts'
import * as policy from '../policy.ts'
import { copiesADay, erasureDates } from '../rules.ts'
import { raiseVersion } from '../store/accounts.ts'
import * as store from '../store/rights.ts'

/** What a person may ask about their own data (Luật 91/2025/QH15 Đ4; NĐ 356/2025/NĐ-CP). */

const shownCopies = 5
/** A list to choose from: the newest of each module. */
const shownRecords = 200
const dayMilliseconds = 86_400_000

const Proof = {
  password: z.string().min(1).max(200).optional(),
  code: z.string().min(6).max(20).optional().describe('of the authenticator app, or a recovery code'),
}

export const myData = query('people.my-data', {
  summary: 'What the platform keeps of me: why, until when, how much; my copies, and a request to erase.',
  input: z.strictObject({}),
  output: MyDataView,
  allow: policy.isCitizen,
  async run({ actor, db, ctx, now }) {
    const person = { account: actor.id, idDigest: await verifiedDigest(ctx, actor.id) }
    const [records, counts, copies, erasure, open] = [
      await ctx.holdings.of(db, ctx, actor.id),
      await ctx.personal.count(db, ctx, person),
      await store.listCopies(db, actor.id, shownCopies),
      await store.findOpenErasure(db, actor.id),
      await ctx.personal.listOpen(db, actor.id),
    ]
    return {
      records: records.slice(0, shownRecords).map(({ subject, title, path }) => ({ subject, title, path })),
      kinds: ctx.personal.kinds.map((kind) => presentKind(kind, counts.get(kind.id))),
      copies: copies.map((row) => presentCopy(row, now)),
      ...(erasure ? { erasure: presentErasure(erasure) } : {}),
      open: open.map(({ kind, count }) => ({ id: kind.id, name: kind.name, count, path: kind.path })),
      confirm: await waysToConfirm({ db, ctx, actor, now }),
      level: actor.assurance ?? 1,
    }
  },
})

export const askCopy = command('people.ask-copy', {
  summary: 'Ask for a copy of all that is known of me; it can be fetched for three days.',
  input: z.strictObject(Proof),
  output: z.object({ id: z.uuid() }),
  allow: policy.isCitizen,
  perMinute: 10,
  unrepeatable: true,
  async run({ input, actor, db, ctx, now }) {
    const proven = (actor.assurance ?? 1) >= 2 && input.password === undefined && input.code === undefined
    if (!proven) await confirmSelf({ db, ctx, actor, now }, input)
    const recent = (await store.listCopies(db, actor.id, copiesADay)).filter(
      ({ asked_at: at }) => now.getTime() - at.getTime() < dayMilliseconds,
    )
    if (recent.some((row) => row.made_at === null && row.failed_at === null))
      throw conflict('copy-under-way', {
        vi: 'Bản sao của bạn đang được tạo. Xin đợi một lát.',
        en: 'Your copy is being made. Please wait a moment.',
      })
    if (recent.length >= copiesADay)
      throw tooMany('copies-used-up', {
        vi: `Mỗi ngày tạo được ${copiesADay} bản sao. Xin quay lại vào ngày mai.`,
        en: `There are ${copiesADay} copies a day. Please come back tomorrow.`,
      })
    const id = randomUUID()
    await store.addCopy(db, { id, account: actor.id, asked_at: now })
    await state(db, copyAsked, actor, now, { copy: id })
    return { id }
  },
})

export const askErasure = command('people.ask-erasure', {
  summary: 'Ask that my account and data be erased; until the day that is named I may take it back.',
  input: z.strictObject(Proof),
  output: z.object({ id: z.uuid(), from: z.iso.datetime() }),
  allow: policy.isCitizen,
  perMinute: 10,
  unrepeatable: true,
  async run({ input, actor, db, ctx, now }) {
    await confirmSelf({ db, ctx, actor, now }, input)
    await requireNothingOpen(db, ctx, actor.id)
    const id = randomUUID()
    const dates = erasureDates(now)
    const asked = { id, account: actor.id, asked_at: now, answered_at: now, from_at: dates.from, due_at: dates.due }
    if (!(await store.addErasure(db, asked)))
      throw conflict('erasure-asked', {
        vi: 'Bạn đã yêu cầu xóa tài khoản; yêu cầu đang chờ đến ngày thực hiện.',
        en: 'You have asked for it already: it waits for its day.',
      })
    await state(db, erasureAsked, actor, now, { from: dates.from.toISOString() })
    return { id, from: dates.from.toISOString() }
  },
})

async function requireNothingOpen(db: Db, ctx: Context, account: string): Promise<void> {
  const open = await ctx.personal.listOpen(db, account)
  if (open.length === 0) return
  throw conflict('still-handled', {
    vi: `Còn việc đang được giải quyết (${open.map(({ kind, count }) => `${kind.name.vi}: ${count}`).join('; ')}). Xin đợi kết quả, hoặc rút lại, rồi xóa tài khoản.`,
    en: `Some things are still being handled (${open.map(({ kind, count }) => `${kind.name.en ?? kind.name.vi}: ${count}`).join('; ')}). Wait for the result, or withdraw them, then erase the account.`,
  })
}

export const withdrawErasure = command('people.withdraw-erasure', {
  summary: 'Take back my request to erase: everything stays as it is.',
  input: z.strictObject({}),
  output: z.strictObject({}),
  allow: policy.isCitizen,
  async run({ actor, db, now }) {
    const found = await store.findOpenErasure(db, actor.id)
    const row = found && (await store.lockErasure(db, found.id))
    if (!row) throw notFound('no-erasure', { vi: 'Bạn không có yêu cầu xóa nào.', en: 'There is no request to erase.' })
    await store.withdrawErasure(db, row.id, now)
    await state(db, erasureWithdrawn, actor, now, {})
    return {}
  },
})

async function state<P>(db: Db, event: EventType<P>, { id }: Actor, now: Date, payload: P): Promise<void> {
  const version = await raiseVersion(db, id)
  await emit(db, event, { record: `account/${id}`, version, unit: '', occurredAt: now, payload })
}

export const rights = [myData, askCopy, askErasure, withdrawErasure]
