import { z } from 'zod'
import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { conflict, notFound } from '#core/errors'
import { emit, scopeOf } from '#core/events'
import { command, query } from '#core/operation'
import { findUnit, leadsUnit, provinceUnit, unitOf } from '#modules/units'
import { rulesIn } from '../catalogue.ts'
import { newCode } from '../code.ts'
import * as events from '../idea-events.ts'
import * as policy from '../policy.ts'
import * as store from '../store/ideas.ts'
import { IdeaList, IdeaView } from '../views.ts'
import { unitsSeen } from './reading.ts'

/** Ideas (hiến kế): proposed, read by the desk, voted for, answered. */

const Code = z.string().trim().min(3).max(40)
const Line = z.string().trim().min(5).max(160)
const Words = z.string().trim().min(10).max(4_000)

type Shown = store.Idea & { votes: number; voted: boolean }

const present = (ctx: Context, idea: Shown, actor: Actor): IdeaView => ({
  code: idea.code,
  version: idea.version,
  state: idea.state,
  unit: { code: idea.unit, name: findUnit(ctx, idea.unit)?.name ?? { vi: idea.unit } },
  title: idea.title,
  text: idea.text,
  authorName: idea.authorName,
  submittedAt: idea.submittedAt.toISOString(),
  outcome: idea.outcome,
  answer: idea.answer,
  answeredAt: idea.answeredAt?.toISOString(),
  votes: idea.votes,
  voted: idea.voted,
  mine: idea.author === actor.id,
})

export const submitIdea = command('reports.submit-idea', {
  summary: 'Propose something to the province or a unit.',
  input: z.strictObject({
    title: Line,
    text: Words,
    unit: z.string().max(40).optional().describe('the province where not given'),
    showName: z.boolean().default(false),
  }),
  output: IdeaView,
  perMinute: 10,
  allow: policy.isKnown,
  async run({ input, actor, db, ctx, now }) {
    const unit = unitOf(ctx, input.unit ?? provinceUnit(ctx).code).code
    const idea: store.Idea = {
      code: newCode(now).replace('PA', 'HK'),
      version: 1,
      state: 'submitted',
      unit,
      title: input.title,
      text: input.text,
      author: actor.id,
      authorName: input.showName ? actor.name : undefined,
      submittedAt: now,
      outcome: undefined,
      answer: undefined,
      answeredAt: undefined,
    }
    await store.addIdeas(db, [idea], scopeOf(db).origin)
    await emit(db, events.ideaSubmitted, { record: idea.code, version: 1, unit, occurredAt: now, payload: {} })
    return present(ctx, { ...idea, votes: 0, voted: false }, actor)
  },
})

async function lockIdea(db: Db, input: { code: string }, ctx: Context) {
  const idea = await store.lockIdea(db, input.code)
  if (!idea) throw notFound('idea-not-found', { vi: 'Không tìm thấy ý kiến này.', en: 'There is no such idea.' })
  return { idea, desk: rulesIn(ctx).desk, ctx }
}

type Held = Awaited<ReturnType<typeof lockIdea>>

/** The desk of the unit to which the idea goes, and whoever leads it. */
const mayModerate = (actor: Actor, { idea, desk, ctx }: Held): boolean =>
  policy.worksAt(actor, idea.unit, desk) || leadsUnit(ctx, actor, idea.unit)

const stillOpen = (idea: store.Idea, states: readonly store.IdeaState[]): void => {
  if (!states.includes(idea.state))
    throw conflict('idea-state', { vi: 'Ý kiến này đã được xử lý.', en: 'This idea has been dealt with.' })
}

export const openIdea = command('reports.open-idea', {
  summary: 'Let everybody read an idea and vote for it, or decline one that breaks the rules of the page.',
  input: z.strictObject({ code: Code, decline: z.boolean().default(false) }),
  output: IdeaView,
  subject: lockIdea,
  allow: mayModerate,
  async run({ input, subject: { idea }, actor, db, ctx, now }) {
    stillOpen(idea, ['submitted'])
    const next: store.Idea = { ...idea, version: idea.version + 1, state: input.decline ? 'declined' : 'open' }
    await store.saveIdea(db, next)
    const fact = { record: idea.code, version: next.version, unit: idea.unit, occurredAt: now }
    await emit(db, events.ideaOpened, { ...fact, payload: { declined: input.decline } })
    return present(ctx, { ...next, votes: await store.countVotes(db, idea.code), voted: false }, actor)
  },
})

export const answerIdea = command('reports.answer-idea', {
  summary: 'Give the official answer to an idea.',
  input: z.strictObject({ code: Code, outcome: z.enum(['adopted', 'studied', 'not-adopted']), text: Words }),
  output: IdeaView,
  subject: lockIdea,
  allow: mayModerate,
  async run({ input, subject: { idea }, actor, db, ctx, now }) {
    stillOpen(idea, ['open', 'answered'])
    const { outcome, text: answer } = input
    const next: store.Idea = { ...idea, version: idea.version + 1, state: 'answered', outcome, answer, answeredAt: now }
    await store.saveIdea(db, next)
    const votes = await store.countVotes(db, idea.code)
    const fact = { record: idea.code, version: next.version, unit: idea.unit, occurredAt: now }
    await emit(db, events.ideaAnswered, { ...fact, payload: { outcome, votes } })
    return present(ctx, { ...next, votes, voted: false }, actor)
  },
})

export const voteIdea = command('reports.vote-idea', {
  summary: 'Vote for an idea, once, or take the vote back.',
  input: z.strictObject({ code: Code, on: z.boolean().default(true) }),
  output: z.object({ votes: z.int(), voted: z.boolean() }),
  perMinute: 60,
  subject: lockIdea,
  allow: (actor, { idea }) => policy.isKnown(actor) && (idea.state === 'open' || idea.state === 'answered'),
  async run({ input, subject: { idea }, actor, db, now }) {
    stillOpen(idea, ['open'])
    if (input.on) await store.addVotes(db, [{ idea: idea.code, account: actor.id, at: now }])
    else await store.removeVote(db, idea.code, actor.id)
    return { votes: await store.countVotes(db, idea.code), voted: input.on }
  },
})

export const listIdeas = query('reports.list-ideas', {
  summary: 'Ideas that everybody may read; mine; or those that wait on my desk.',
  input: z.strictObject({
    view: z.enum(['open', 'mine', 'desk']).default('open'),
    order: z.enum(['votes', 'newest']).default('votes'),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  output: IdeaList,
  allow: (actor, _, { view }) =>
    view === 'open' || (view === 'mine' ? policy.isKnown(actor) : policy.isOfficial(actor)),
  async run({ input: { view, order, limit }, actor, db, ctx }) {
    const filters = {
      open: { states: ['open', 'answered'] },
      mine: { states: ['submitted', 'open', 'answered', 'declined'], author: actor.id },
      desk: { states: ['submitted', 'open'], units: view === 'desk' ? unitsSeen(ctx, actor) : undefined },
    } as const
    const found = await store.listIdeas(db, { ...filters[view], order, limit }, actor.id)
    return { items: found.map((idea) => present(ctx, idea, actor)) }
  },
})

export const ideas = [submitIdea, openIdea, answerIdea, voteIdea, listIdeas]
