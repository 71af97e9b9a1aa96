import { z } from 'zod'
import { addDays, dayOf } from '#core/days'
import { command, query } from '#core/operation'
import { ProcedureItem, presentForm } from '#modules/procedures'
import { datasetKind } from '#modules/datasets'
import { say } from '#core/i18n'
import type { Context } from '#core/context'
import { lookUp } from '#modules/datasets'
import { listJourneys, listServices, searchAll, tileOf } from '../board.ts'
import type { ServiceOf } from '../definition.ts'
import { lookUpOwn, questionsOf } from '../own-look-ups.ts'
import * as policy from '../policy.ts'
import * as own from '../store/own.ts'
import { BoardView, LookUpView, ServiceView, Tile, type Question } from '../views.ts'
import { ServiceInput, getService, thatIs } from './subject.ts'

/** Counts of the last weeks say what is used most. */
const countedDays = 56
const shownMost = 8

export const mostOpened = (db: Parameters<typeof own.listMostOpened>[0], now: Date) =>
  own.listMostOpened(db, addDays(dayOf(now), -countedDays), shownMost)

export const board = query('services.board', {
  summary: 'The service board: every service, the most used, mine, and the journeys.',
  input: z.strictObject({}),
  output: BoardView,
  allow: policy.anyone,
  async run({ actor, db, ctx, now }) {
    const [most, favourites] = await Promise.all([
      mostOpened(db, now),
      actor.kind === 'citizen' ? own.listFavourites(db, actor.id) : [],
    ])
    return {
      services: listServices(ctx).map((service) => tileOf(ctx, actor, service)),
      mostOpened: most,
      favourites,
      journeys: listJourneys(ctx, actor),
    }
  },
})

export const search = query('services.search', {
  summary: 'Find services and procedures by everyday words, forgiving tones, abbreviations and typing errors.',
  input: z.strictObject({
    q: z.string().trim().min(1).max(200),
    limit: z.coerce.number().int().min(1).max(50).default(8),
  }),
  output: z.object({ total: z.int(), services: z.array(Tile), procedures: z.array(ProcedureItem) }),
  allow: policy.anyone,
  async run({ input, actor, ctx }) {
    const { services, procedures, total } = searchAll(ctx, actor, input.q, input.limit)
    const { locale } = actor
    return {
      total,
      services,
      procedures: procedures.map((item) => ({
        ...item,
        name: say(item.name, locale),
        fieldName: say(item.fieldName, locale),
        agencyName: say(item.agencyName, locale),
        lifeEvents: [...item.lifeEvents],
      })),
    }
  },
})

export const get = query('services.get', {
  summary: 'One service with what its page needs.',
  input: ServiceInput,
  output: ServiceView,
  subject: getService,
  allow: policy.anyone,
  async run({ subject, actor, db, ctx }) {
    const { id, body } = subject
    const favourites = actor.kind === 'citizen' ? await own.listFavourites(db, actor.id) : []
    return {
      ...tileOf(ctx, actor, subject),
      favourite: favourites.includes(id),
      lookup: body.kind === 'lookup' ? { of: body.of, questions: askedBy(ctx, body) } : undefined,
      layer: body.kind === 'map' ? body.layer : undefined,
      form: body.kind === 'form' ? presentForm(ctx, body.form) : undefined,
      topic: body.kind === 'subscription' ? body.topic : undefined,
      owner: body.kind === 'link' ? body.owner : undefined,
    }
  },
})

function askedBy(ctx: Context, body: ServiceOf<'lookup'>): z.output<typeof Question>[] {
  if (body.of !== undefined) return [...questionsOf(body.of)]
  const { fields } = ctx.definitions.get(datasetKind, body.dataset ?? '').body
  return body.ask.flatMap((id) => {
    const field = fields.find((one) => one.id === id)
    return field ? [{ id, label: field.label, type: 'text' as const, required: false }] : []
  })
}

export const lookUpIn = query('services.look-up', {
  summary: 'Ask a look-up: the rows that fit, with their source and date.',
  input: ServiceInput.extend({
    on: z.iso.date().optional(),
    words: z.string().max(200).optional(),
    field: z.string().max(60).optional().describe('the field of the dataset in which the words are looked for'),
  }),
  output: LookUpView,
  subject: getService,
  allow: (actor, { body }) => policy.mayUse(actor, body.level),
  async run({ input, subject, actor, db, ctx, now }) {
    const body = thatIs(subject, 'lookup')
    const { on = '', words = '' } = input
    if (body.of !== undefined) return lookUpOwn(body.of, { ctx, actor, now }, { on, words })
    const field = body.ask.find((id) => id === input.field) ?? body.ask[0]
    return lookUp({ ctx, db, actor }, body.dataset ?? '', field === undefined ? {} : { [field]: words }, body.show)
  },
})

export const open = command('services.open', {
  summary: 'Say that a service was opened: counted by day, for nobody in particular.',
  input: ServiceInput,
  output: z.object({}),
  subject: getService,
  allow: policy.anyone,
  perMinute: 60,
  async run({ subject, db, now }) {
    await own.countOpening(db, subject.id, dayOf(now))
    return {}
  },
})

export const setFavourite = command('services.set-favourite', {
  summary: 'Keep a service at hand, or no longer.',
  input: ServiceInput.extend({ favourite: z.boolean() }),
  output: z.object({ favourites: z.array(z.string()) }),
  subject: getService,
  allow: policy.isCitizen,
  async run({ input, subject, actor, db, now }) {
    if (input.favourite) await own.keepFavourite(db, actor.id, subject.id, now)
    else await own.dropFavourite(db, actor.id, subject.id)
    return { favourites: await own.listFavourites(db, actor.id) }
  },
})
