import { z } from 'zod'
import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import type { Definition } from '#core/definitions'
import { notFound } from '#core/errors'
import { say } from '#core/i18n'
import { command, query } from '#core/operation'
import { standingsOf } from '#modules/cases'
import { procedureKind } from '#modules/procedures'
import { listOwnPapers } from '#modules/profiles'
import { tilesOf } from '../board.ts'
import { journeyKind, type Journey, type JourneyStep } from '../journey.ts'
import * as policy from '../policy.ts'
import { stateOf, type Known } from '../rules.ts'
import * as own from '../store/own.ts'
import { JourneyView } from '../views.ts'

const JourneyInput = z.strictObject({ journey: z.string().max(80) })

const find = async (_: Db, input: { journey: string }, ctx: Context): Promise<Definition<Journey>> =>
  ctx.definitions.find(journeyKind, input.journey) ??
  Promise.reject(
    notFound('journey-not-found', { vi: 'Không có việc này trong danh sách.', en: 'There is no such journey.' }),
  )

const nothing: Known = { standings: new Map(), papers: new Set(), ticks: new Set() }

/** What the platform knows of the person's way: their cases, papers and ticks, by one query each. */
async function knownOf(ctx: Context, db: Db, actor: Actor, { id, body }: Definition<Journey>): Promise<Known> {
  if (actor.kind !== 'citizen') return nothing
  const procedures = body.steps.flatMap(({ procedure }) => procedure ?? [])
  const [standings, papers, ticks] = await Promise.all([
    standingsOf(db, actor.id, procedures),
    body.steps.some(({ paper }) => paper) ? listOwnPapers(ctx, db, actor) : [],
    own.listTicks(db, actor.id, id),
  ])
  return { standings, papers: new Set(papers.map(({ kind }) => kind)), ticks: new Set(ticks) }
}

function present(
  ctx: Context,
  actor: Actor,
  { id, body }: Definition<Journey>,
  known: Known,
): z.input<typeof JourneyView> {
  return {
    id,
    name: say(body.name, actor.locale),
    summary: say(body.summary, actor.locale),
    icon: body.icon,
    event: body.event,
    checkedOn: body.checkedOn,
    steps: body.steps.map((step) => ({
      id: step.id,
      note: step.note && say(step.note, actor.locale),
      basis: step.basis,
      ...whereTo(ctx, actor, step),
      ...stateOf(step, known),
    })),
  }
}

/** What a step is called, and where it is done. */
function whereTo(ctx: Context, actor: Actor, { id, do: words, procedure, service }: JourneyStep) {
  const named = words && say(words, actor.locale)
  if (procedure !== undefined) {
    const { code, name } = ctx.definitions.get(procedureKind, procedure).body
    return { name: named ?? say(name, actor.locale), path: `/thu-tuc/${code}` }
  }
  const [tile] = service === undefined ? [] : tilesOf(ctx, actor, [service])
  return { name: named ?? tile?.name ?? id, path: tile?.path, site: tile?.site }
}

export const getJourney = query('services.get-journey', {
  summary: 'What to do when something happens in life, in order; what I have done is ticked.',
  input: JourneyInput,
  output: JourneyView,
  subject: find,
  allow: policy.anyone,
  run: async ({ subject, actor, db, ctx }) => present(ctx, actor, subject, await knownOf(ctx, db, actor, subject)),
})

export const tick = command('services.tick', {
  summary: 'Tick a step that I have done, or take the tick back.',
  input: JourneyInput.extend({ step: z.string().max(80), done: z.boolean() }),
  output: JourneyView,
  subject: find,
  allow: policy.isCitizen,
  async run({ input, subject, actor, db, ctx, now }) {
    if (!subject.body.steps.some(({ id }) => id === input.step))
      throw notFound('no-journey-step', { vi: 'Không có bước này.', en: 'There is no such step.' })
    const one = { account: actor.id, journey: subject.id, step: input.step }
    if (input.done) await own.keepTick(db, { ...one, ticked_at: now })
    else await own.dropTick(db, one)
    return present(ctx, actor, subject, await knownOf(ctx, db, actor, subject))
  },
})
