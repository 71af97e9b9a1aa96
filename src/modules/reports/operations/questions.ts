import { z } from 'zod'
import { findAccess } from '#core/access'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { notFound } from '#core/errors'
import { command } from '#core/operation'
import { localDate } from '#modules/calendar'
import { listHolders, ownParticulars } from '#modules/people'
import { communeAt, communeOf, findUnit, provinceUnit, rolesIn } from '#modules/units'
import { categoryNow } from '../catalogue.ts'
import { fileReport, guardFlood, type Filing } from '../filing.ts'
import * as policy from '../policy.ts'
import { SentView } from '../views.ts'

/** The categories that a pack keeps for these questions; they are offered to nobody else. */
const accessQuestion = 'access-question'
const correctionRequest = 'data-correction'

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
    const unit = line.actorUnit ?? provinceUnit(ctx).code
    const assignee = await headOf(db, ctx, unit, localDate(now))
    return fileQuestion(filing, {
      category: accessQuestion,
      text: `${input.text}\n\n${stated(line, mine.title.vi)}`,
      unit,
      assignee,
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

/** Text for the unit: long enough to say what is wrong. */
const Words = z.string().trim().min(1).max(1_000)

const CorrectionInput = z.strictObject({
  about: z.string().max(120).describe('one of my records, as people.my-data names it: account/…, case/…, paper/…'),
  wrong: Words.describe('what is not right'),
  shouldBe: Words.describe('what it should be, and by which paper'),
})

/** The right to have one's data corrected (Luật 91/2025/QH15 Đ4; NĐ 356/2025/NĐ-CP: taken up in 2 working days). */
export const askCorrection = command('reports.ask-correction', {
  summary: 'Ask the unit that answers for a record of mine to correct what it says.',
  input: CorrectionInput,
  output: SentView,
  perMinute: 10,
  allow: policy.isCitizen,
  async run({ input, actor, db, ctx, now, address }) {
    const mine = (await ctx.holdings.of(db, ctx, actor.id)).find(({ subject }) => subject === input.about)
    if (!mine)
      throw notFound('record-not-found', {
        vi: 'Không tìm thấy mục này trong dữ liệu của bạn.',
        en: 'There is no such record among your data.',
      })
    return fileQuestion(
      { db, ctx, actor, now, address },
      {
        category: correctionRequest,
        text: [
          `Cần sửa: ${mine.title.vi} (${mine.subject})`,
          `Chưa đúng: ${input.wrong}`,
          `Sửa thành: ${input.shouldBe}`,
        ].join('\n'),
        unit: findUnit(ctx, mine.unit ?? '')?.code ?? provinceUnit(ctx).code,
        assignee: undefined,
      },
    )
  },
})

type Question = { category: string; text: string; unit: string; assignee: string | undefined }

/** A question is a report of its own category: the same desk, deadline, answer and escalation. */
async function fileQuestion(filing: Filing, { category, text, unit, assignee }: Question) {
  const { db, ctx, actor } = filing
  await guardFlood(filing)
  const person = await ownParticulars(db, ctx, actor)
  return fileReport(filing, {
    category: categoryNow(ctx, category),
    channel: 'online',
    text,
    commune: await communeFor(filing, unit),
    unit,
    assignee,
    details: {},
    photos: [],
    urgent: false,
    owner: actor.id,
    sender: { name: person?.name ?? actor.name, phone: person?.phone, email: person?.email },
    showName: false,
  })
}
