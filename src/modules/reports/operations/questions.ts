import { z } from 'zod'
import { findAccess } from '#core/access'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { notFound } from '#core/errors'
import { command } from '#core/operation'
import { localDate } from '#modules/calendar'
import { listHolders, particularsOf } from '#modules/people'
import { communeAt, communeOf, findUnit, provinceUnit, rolesIn } from '#modules/units'
import { categoryNow } from '../catalogue.ts'
import { fileReport, guardFlood, type Filing } from '../filing.ts'
import * as policy from '../policy.ts'
import { SentView } from '../views.ts'

/** The category that a pack keeps for these questions; it is offered to nobody else. */
const accessQuestion = 'access-question'

const QuestionInput = z.strictObject({
  access: z.int().positive().describe('the line of the access log, as profiles.list-looks gives it'),
  text: z.string().trim().min(10).max(2_000),
})

/** The person's right to know who processes their data, and why (Luật 91/2025/QH15 Đ4; NĐ 356/2025/NĐ-CP: 2 working days). */
export const questionAccess = command('reports.question-access', {
  summary: 'Ask the head of a unit why one of its people looked at my data.',
  input: QuestionInput,
  output: SentView,
  perMinute: 10,
  subject: async (db, { access }) => findAccess(db, access),
  allow: policy.isCitizen,
  async run({ input, subject: line, actor, db, ctx, now, address }) {
    const filing = { db, ctx, actor, now, address }
    const mine = (await ctx.holdings.of(db, ctx, actor.id)).find(({ subject }) => subject === line?.subject)
    if (!line || !mine || line.actor === actor.id)
      throw notFound('access-not-found', {
        vi: 'Không tìm thấy lần xem này trong dữ liệu của bạn.',
        en: 'There is no such look at your data.',
      })
    await guardFlood(filing)
    const unit = line.actorUnit ?? provinceUnit(ctx).code
    const person = await particularsOf(db, ctx.vault, actor.id)
    return fileReport(filing, {
      category: categoryNow(ctx, accessQuestion),
      channel: 'online',
      text: `${input.text}\n\n${stated(line, mine.title.vi)}`,
      commune: await communeFor(filing, unit),
      unit,
      assignee: await headOf(db, ctx, unit, localDate(now)),
      details: {},
      photos: [],
      urgent: false,
      owner: actor.id,
      sender: { name: person?.name ?? actor.name, phone: person?.phone, email: person?.email },
      showName: false,
    })
  },
})

const stated = ({ id, at, operation }: { id: number; at: Date; operation: string }, title: string): string =>
  `[Nhật ký truy cập số ${id}, ${at.toLocaleString('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh' })}: ${operation} – ${title}]`

/** A department stands at the province's seat. */
async function communeFor({ db, ctx }: Filing, unit: string): Promise<string | undefined> {
  const seat = provinceUnit(ctx).position
  const commune = communeOf(ctx, unit) ?? (seat && (await communeAt(ctx, db, seat)))
  return commune?.code
}

/** Who leads the unit, or the one above it that has a leader. */
async function headOf(db: Db, ctx: Context, unit: string, today: string): Promise<string | undefined> {
  const leading = new Set(rolesIn(ctx).flatMap(({ id, leads }) => (leads ? [id] : [])))
  const head = (await listHolders(db, unit, undefined, today)).find(({ role, away }) => leading.has(role) && !away)
  if (head) return head.id
  const above = findUnit(ctx, unit)?.parent
  return above === undefined ? undefined : headOf(db, ctx, above, today)
}
