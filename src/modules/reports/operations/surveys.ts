import { z } from 'zod'
import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Definition } from '#core/definitions'
import { dayOf } from '#core/days'
import { conflict, forbidden, invalid, notFound } from '#core/errors'
import { emitHistory } from '#core/events'
import { examine } from '#core/forms'
import { command, query } from '#core/operation'
import { presentForm } from '#modules/procedures'
import { competentUnit, provinceUnit } from '#modules/units'
import { surveyAnswered } from '../idea-events.ts'
import * as policy from '../policy.ts'
import * as store from '../store/ideas.ts'
import { surveyForm, surveyKind, type Survey } from '../survey-definition.ts'
import { SurveyList, SurveyView } from '../views.ts'

/** Surveys and consultations: asked by definition, answered once a person, counted in the open. */

function surveyOf(ctx: Context, id: string): Definition<Survey> {
  const found = ctx.definitions.find(surveyKind, id)
  if (found) return found
  throw notFound('survey-not-found', { vi: 'Không tìm thấy khảo sát này.', en: 'There is no such survey.' })
}

const isOpen = ({ from, until }: Survey, today: string): boolean => from <= today && today <= until

/** Who answered, for once only: of the account and the survey together, so that answers to two surveys cannot be joined. */
export const respondent = (ctx: Context, survey: string, account: string): Buffer =>
  ctx.vault.digest(`survey ${survey} ${account}`)

const head = (ctx: Context, { id, body }: Definition<Survey>, today: string, answers: number) => {
  const unit = body.by === 'province' ? provinceUnit(ctx) : competentUnit(ctx, body.by, '')
  return {
    id,
    name: body.name,
    about: body.about,
    kind: body.kind,
    by: { code: unit.code, name: unit.name },
    from: body.from,
    until: body.until,
    level: body.level,
    open: isOpen(body, today),
    answers,
  }
}

export const listSurveys = query('reports.list-surveys', {
  summary: 'Surveys and consultations: open ones first, then those whose results are there.',
  input: z.strictObject({}),
  output: SurveyList,
  allow: policy.anyone,
  async run({ db, ctx, now }) {
    const today = dayOf(now)
    const begun = ctx.definitions.list(surveyKind).filter(({ body }) => body.from <= today)
    const counts = await store.countAnswers(
      db,
      begun.map(({ id }) => id),
    )
    const heads = begun.map((survey) => head(ctx, survey, today, counts.get(survey.id) ?? 0))
    return { items: heads.toSorted((a, b) => Number(b.open) - Number(a.open) || (a.until < b.until ? 1 : -1)) }
  },
})

export const getSurvey = query('reports.get-survey', {
  summary: 'A survey with its questions, and the counts of what was answered.',
  input: z.strictObject({ id: z.string().max(60) }),
  output: SurveyView,
  subject: async (_, input, ctx) => surveyOf(ctx, input.id),
  allow: policy.anyone,
  async run({ subject: survey, actor, db, ctx, now }) {
    const { body } = survey
    const counted = body.questions.filter(({ type }) => type !== 'text').map(({ id }) => id)
    const { answers, tallies } = await store.tally(db, survey.id, counted)
    return {
      ...head(ctx, survey, dayOf(now), answers),
      form: presentForm(ctx, surveyForm(body)),
      answered: policy.isKnown(actor) && (await store.hasAnswered(db, survey.id, respondent(ctx, survey.id, actor.id))),
      few: body.few,
      tallies: answers < body.few ? [] : tallies,
    }
  },
})

const mayAnswer = (actor: Actor, { body }: Definition<Survey>): boolean =>
  policy.isKnown(actor) && (actor.kind === 'official' || (actor.assurance ?? 1) >= body.level)

export const answerSurvey = command('reports.answer-survey', {
  summary: 'Answer a survey, once; the answer leads back to nobody.',
  input: z.strictObject({ id: z.string().max(60), answers: z.record(z.string(), z.unknown()) }),
  output: z.object({ answers: z.int() }),
  unrepeatable: true,
  perMinute: 20,
  subject: async (_, input, ctx) => surveyOf(ctx, input.id),
  allow: (actor, survey) => {
    if (policy.isKnown(actor) && !mayAnswer(actor, survey))
      throw forbidden('level-needed', {
        vi: 'Khảo sát này cần tài khoản đã xác minh danh tính.',
        en: 'This survey needs an account whose identity was verified.',
      })
    return mayAnswer(actor, survey)
  },
  async run({ input, subject: survey, actor, db, ctx, now }) {
    const today = dayOf(now)
    if (!isOpen(survey.body, today))
      throw conflict('survey-closed', { vi: 'Khảo sát này đã đóng.', en: 'This survey is closed.' })
    const { answers, problems } = examine(surveyForm(survey.body), { answers: input.answers }, { today })
    if (problems.length > 0)
      throw invalid('answers-wrong', { vi: 'Có câu trả lời chưa đúng.', en: 'An answer is not valid.' }, { problems })
    const who = respondent(ctx, survey.id, actor.id)
    const given = answers['answers']
    const added = await store.addSurveyAnswers(db, [
      { survey: survey.id, who, onDay: today, answers: given && !Array.isArray(given) ? { ...given } : {} },
    ])
    if (added === 0)
      throw conflict('answered-already', { vi: 'Bạn đã trả lời khảo sát này.', en: 'You have answered this survey.' })
    const record = `survey/${survey.id}/${who.toString('hex').slice(0, 24)}`
    const { code: unit } = head(ctx, survey, today, 0).by
    const { type, v } = surveyAnswered
    const fact = {
      type,
      v,
      record,
      version: 1,
      unit,
      occurredAt: now,
      payload: { survey: survey.id },
      actor: 'anonymous',
    }
    await emitHistory(db, [fact])
    return { answers: (await store.countAnswers(db, [survey.id])).get(survey.id) ?? 1 }
  },
})

export const surveys = [listSurveys, getSurvey, answerSurvey]
