import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { addDays, dayOf } from '#core/days'
import { reportHistory } from '#modules/reports'
import { listUnits, provinceUnit } from '#modules/units'
import type { Random } from './random.ts'

/** Ideas of people with their votes, and answers to the open surveys. */

type Told = {
  title: string
  text: string
  unit?: string
  answer?: string
  outcome?: 'adopted' | 'studied' | 'not-adopted'
}

const told: readonly Told[] = [
  {
    title: 'Mở trung tâm hành chính công sáng thứ Bảy',
    text: 'Người đi làm không xin nghỉ được ngày thường. Mỗi xã mở buổi sáng thứ Bảy, một tháng hai lần cũng được.',
    answer: 'Tỉnh thí điểm tại 12 phường từ tháng tới, hai thứ Bảy mỗi tháng; sau ba tháng sẽ đánh giá.',
    outcome: 'adopted',
  },
  {
    title: 'Xe buýt nối Đồng Hới với Đông Hà',
    text: 'Sau khi nhập tỉnh, nhiều người phải đi lại giữa hai nơi. Cần một tuyến xe buýt sáng đi, chiều về, giá hợp lý.',
    answer: 'Sở Xây dựng đang khảo sát nhu cầu, dự kiến trình phương án trong quý tới.',
    outcome: 'studied',
  },
  {
    title: 'Bản đồ vùng ngập cho từng thôn',
    text: 'Trước mùa lũ nên công khai bản đồ thôn nào ngập đến đâu theo mức báo động, để dân biết đường chạy và nơi gửi trâu bò.',
  },
  {
    title: 'Trồng cây bóng mát ở trường học',
    text: 'Sân trường nắng quá. Mỗi năm phụ huynh và nhà trường trồng mười cây, tỉnh hỗ trợ cây giống.',
  },
  {
    title: 'Điểm sạc xe điện ở trụ sở cơ quan',
    text: 'Cho người dân sạc nhờ trong giờ hành chính, trả tiền theo số điện.',
    answer: 'Chưa bố trí được vì hệ thống điện trụ sở cũ không đủ công suất; sẽ xem lại khi cải tạo.',
    outcome: 'not-adopted',
  },
  {
    title: 'Tủ sách cũ ở nhà văn hóa thôn',
    text: 'Gom sách cũ ở thành phố về cho trẻ em vùng cao mượn, đoàn thanh niên luân chuyển mỗi tháng.',
  },
]

const voters = 40

export async function makeVoices(db: Db, ctx: Context, random: Random): Promise<void> {
  const now = ctx.clock()
  const ideas = told.map(({ title, text, unit, answer, outcome }, no) => {
    const submittedAt = new Date(now.getTime() - (no + 2) * 6 * 86_400_000)
    return {
      code: reportHistory.newCode(submittedAt, (below) => random.int(0, below - 1)).replace('PA', 'HK'),
      version: answer ? 3 : 2,
      state: answer ? ('answered' as const) : ('open' as const),
      unit: unit ?? provinceUnit(ctx).code,
      title,
      text,
      author: `demo-citizen-${no + 3}`,
      authorName: undefined,
      submittedAt,
      outcome,
      answer,
      answeredAt: answer ? new Date(submittedAt.getTime() + 5 * 86_400_000) : undefined,
    }
  })
  await reportHistory.addIdeas(db, ideas, 'demo')
  await reportHistory.addVotes(
    db,
    ideas.flatMap((idea) =>
      Array.from({ length: voters }, (_, no) => `demo-citizen-${no}`)
        .filter(() => random.chance(0.25 + 0.5 * random.next()))
        .map((account) => ({ idea: idea.code, account, at: now })),
    ),
  )
  await makeAnswers(db, ctx, random)
}

const respondents = 180

/** Made-up people answer the surveys that are open; each option has a weight of its own, so that results look like opinions. */
async function makeAnswers(db: Db, ctx: Context, random: Random): Promise<void> {
  const today = dayOf(ctx.clock())
  const open = ctx.definitions
    .list(reportHistory.surveyKind)
    .filter(({ body }) => body.from <= today && today <= body.until)
  const communes = listUnits(ctx).filter(({ kind }) => kind === 'commune').length
  for (const { id, body } of open) {
    const weights = new Map(
      body.questions.flatMap(({ options = [] }) => options.map(({ value }) => [value, 0.15 + random.next()])),
    )
    const given = Array.from({ length: Math.min(respondents, communes * 3) }, (_, no) => ({
      survey: id,
      who: reportHistory.respondent(ctx, id, `demo-respondent-${no}`),
      onDay: addDays(today, -random.int(0, 20)),
      answers: Object.fromEntries(
        body.questions.flatMap((question): [string, unknown][] => {
          const values = (question.options ?? []).map(({ value }) => value)
          const weightOf = (value: string) => weights.get(value) ?? 0.5
          if (question.type === 'choice') return [[question.id, random.weighted(values, weightOf)]]
          if (question.type === 'choices')
            return [[question.id, values.filter((value) => random.chance(0.6 * weightOf(value)))]]
          return question.type === 'yesNo' ? [[question.id, random.chance(0.62)]] : []
        }),
      ),
    }))
    await reportHistory.addSurveyAnswers(db, given)
  }
}
