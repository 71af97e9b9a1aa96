import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { conflict, invalid, notFound } from '#core/errors'
import { emit } from '#core/events'
import { command, query } from '#core/operation'
import { calendarsOf, workingTime } from '#modules/calendar'
import { send } from '#modules/notices'
import { namesOf } from '#modules/people'
import { serviceCentreOf } from '#modules/units'
import { correctionAsked, correctionSettled } from '../events.ts'
import * as policy from '../policy.ts'
import * as store from '../store/corrections.ts'
import { sourceWords } from '../kinds.ts'
import { corrected } from '../telling.ts'
import { TextView, UnitRef, unitRef } from '../views.ts'

/** "Thông tin này chưa đúng": a person contests a value that a form took from a source (SVC-08 of the peers' features). */

/** A person's request about their data is answered within two working days (Luật 91/2025/QH15 Đ4; NĐ 356/2025/NĐ-CP). */
const answerLimit = { amount: 2, unit: 'working days' } as const

const Source = z.string().regex(/^(person|my\.papers|population|registers)\.[A-Za-z0-9.-]{1,120}$/)
const Claim = z.object({ shouldBe: z.string(), note: z.string().optional() })

export const contest = command('profiles.contest', {
  summary: 'Say that a value which a form took for me is wrong, and what it should be; it is no longer locked for me.',
  input: z.strictObject({
    source: Source,
    shouldBe: z.string().trim().min(1).max(500),
    note: z.string().trim().min(1).max(1000).optional(),
    unit: z
      .string()
      .max(40)
      .optional()
      .describe('the commune where it is to be looked into, when no unit of the province keeps the value'),
  }),
  output: z.object({ id: z.uuid(), unit: UnitRef, dueAt: z.iso.datetime() }),
  allow: policy.isCitizen,
  async run({ input, actor, db, ctx, now }) {
    const { source, shouldBe, note } = input
    const centre = serviceCentreOf(ctx, await keeperOf({ ...ctx, db }, actor, input))
    const dueAt = workingTime.dueAt(calendarsOf(ctx).of(centre.code), now, answerLimit)
    const row = {
      id: randomUUID(),
      account: actor.id,
      source,
      unit: centre.code,
      claim: ctx.vault.seal(JSON.stringify({ shouldBe, note } satisfies z.input<typeof Claim>)),
      asked_at: now,
      due_at: dueAt,
    }
    if (!(await store.addCorrection(db, row)))
      throw conflict('correction-open', {
        vi: 'Bạn đã báo thông tin này; cán bộ đang xem.',
        en: 'You have said so already; it is being looked into.',
      })
    const at = { record: `correction/${row.id}`, version: 1, unit: row.unit, occurredAt: now }
    await emit(db, correctionAsked, { ...at, payload: { source } })
    return { id: row.id, unit: { code: centre.code, name: centre.name }, dueAt: dueAt.toISOString() }
  },
})

type Claimed = { source: string; unit?: string | undefined }

/** Who can put the value right: the unit that keeps it; where none does, the one that the person names. @throws conflict, invalid */
async function keeperOf(ctx: Context, actor: Actor, { source, unit }: Claimed): Promise<string> {
  const known = (await ctx.sources.ask(ctx, actor, [source])).get(source)
  if (!known)
    throw conflict('nothing-to-correct', {
      vi: 'Hệ thống không giữ thông tin này của bạn, nên không có gì để sửa. Bạn tự nhập vào tờ khai.',
      en: 'Nothing is kept about you under this name: please write it into the form.',
    })
  const keeper = known.holder ?? unit
  if (keeper !== undefined) return keeper
  throw invalid('commune-needed', { vi: 'Hãy chọn xã, phường hoặc đặc khu.', en: 'Please choose the commune.' })
}

export const listCorrections = query('profiles.list-corrections', {
  summary: 'Values that people say are wrong, waiting at my reception.',
  input: z.strictObject({}),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        person: z.string(),
        source: z.string(),
        /** what the value is, in words */
        about: TextView,
        unit: UnitRef,
        shouldBe: z.string(),
        note: z.string().optional(),
        askedAt: z.iso.datetime(),
        dueAt: z.iso.datetime(),
        overdue: z.boolean(),
      }),
    ),
  }),
  allow: policy.isOfficial,
  personal: () => 'corrections',
  async run({ actor, db, ctx, now }) {
    const rows = await store.listOpenAt(db, receptionsOf(actor))
    const names = await namesOf(db, [...new Set(rows.map(({ account }) => account))])
    return {
      items: rows.map((row) => ({
        id: row.id,
        person: names.get(row.account) ?? row.account,
        source: row.source,
        about: sourceWords(ctx, row.source),
        unit: unitRef(ctx, row.unit),
        ...Claim.parse(JSON.parse(ctx.vault.open(row.claim))),
        askedAt: row.asked_at.toISOString(),
        dueAt: row.due_at.toISOString(),
        overdue: row.due_at < now,
      })),
    }
  },
})

export const countCorrections = query('profiles.count-corrections', {
  summary: 'How many values that people say are wrong wait at my reception, and how many of them too long.',
  input: z.strictObject({}),
  output: z.object({ waiting: z.int(), overdue: z.int() }),
  allow: policy.isOfficial,
  run: ({ actor, db, now }) => store.countOpenAt(db, receptionsOf(actor), now),
})

const receptionsOf = (actor: Actor): string[] =>
  actor.posts.flatMap(({ unit, role }) => (role === 'receptionist' ? [unit] : []))

const findCorrection = async (db: Db, { id }: { id: string }, _ctx: Context): Promise<store.CorrectionRow> => {
  const row = await store.lockCorrection(db, id)
  if (row) return row
  throw notFound('correction-not-found', { vi: 'Không có yêu cầu này.', en: 'There is no such request.' })
}

export const settleCorrection = command('profiles.settle-correction', {
  summary: 'Close a request: the source was corrected, or its value was confirmed. The person is told.',
  input: z.strictObject({
    id: z.uuid(),
    outcome: z.enum(['corrected', 'confirmed']),
    answer: z.string().trim().min(1).max(1000).describe('what the person is told'),
  }),
  output: z.object({ id: z.uuid() }),
  subject: findCorrection,
  allow: (actor, row) => policy.receivesAt(actor, row.unit),
  async run({ input, subject: row, actor, db, ctx, now }) {
    const { outcome, answer } = input
    if (row.settled_at !== null)
      throw conflict('correction-settled', { vi: 'Yêu cầu này đã xong.', en: 'This request is closed.' })
    await store.settleCorrection(db, row, {
      by: actor.id,
      outcome,
      answer: ctx.vault.seal(answer),
      at: now,
    })
    await emit(db, correctionSettled, {
      record: `correction/${row.id}`,
      version: row.version + 1,
      unit: row.unit,
      occurredAt: now,
      payload: { source: row.source, outcome },
    })
    const unit = unitRef(ctx, row.unit).name.vi
    const link = new URL('/thong-bao', ctx.settings.publicUrl).href
    const notice = { to: { account: row.account }, template: corrected[outcome], facts: { unit, answer, link } }
    await send(db, ctx, [{ ...notice, key: `correction/${row.id}`, record: `correction/${row.id}` }])
    return { id: row.id }
  },
})
