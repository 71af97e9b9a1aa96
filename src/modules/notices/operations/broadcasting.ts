import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Context } from '#core/context'
import { emit } from '#core/events'
import { command, query } from '#core/operation'
import { findUnit, isWithin, provinceUnit, rolesIn } from '#modules/units'
import { Area, communesOf } from '../area.ts'
import { spreadSoon } from '../broadcast.ts'
import { broadcastSent } from '../events.ts'
import * as policy from '../policy.ts'
import { wordsOf } from '../send.ts'
import * as store from '../store/broadcasts.ts'
import { BroadcastView, FiguresView, presentBroadcast, presentFigures } from '../broadcast-view.ts'
import { word } from '../wording.ts'

/** The words of the pack for each kind of notice to an area. */
export const areaTemplates = { news: 'area-news', warning: 'area-warning', emergency: 'area-emergency' } as const

const Kind = z.enum(['news', 'warning', 'emergency'])
const Said = z.strictObject({
  vi: z.string().trim().min(1).max(1_000),
  en: z.string().trim().min(1).max(1_000).optional(),
})
const OwnLink = z
  .string()
  .regex(/^\/(?!\/)[\w\-/.?=&%]*$/)
  .max(300)

/** What the actor may write to whom, as the pack's roles say it. */
function announcer(ctx: Context, area: Area, emergency: boolean) {
  const communes = communesOf(ctx, area)
  const roles = new Map(rolesIn(ctx).flatMap(({ id, announces }) => (announces ? [[id, announces] as const] : [])))
  const place = { communes, province: provinceUnit(ctx).code }
  const within = (commune: string, unit: string) => isWithin(ctx, commune, unit)
  return {
    communes,
    may: (actor: Parameters<typeof policy.announcingAt>[0]) =>
      policy.mayAnnounce(policy.announcingAt(actor, roles, emergency), place, within),
    unitOf: (actor: Parameters<typeof policy.announcingAt>[0]) =>
      policy.announcingAt(actor, roles, emergency)[0] ?? place.province,
  }
}

export const broadcast = command('notices.broadcast', {
  summary: 'Write to everybody who lives in an area.',
  input: z.strictObject({
    kind: Kind,
    area: Area,
    title: Said,
    text: Said,
    /** a page of this platform that tells more */
    link: OwnLink.optional(),
  }),
  output: BroadcastView,
  subject: async (_db, input, ctx) => announcer(ctx, input.area, input.kind === 'emergency'),
  allow: (actor, { may }) => may(actor),
  perMinute: 20,
  async run({ input, subject: { communes, unitOf }, actor, db, ctx, now }) {
    const template = areaTemplates[input.kind]
    const { urgency } = wordsOf(ctx, template)
    const unit = unitOf(actor)
    const id = randomUUID()
    const link = input.link === undefined ? undefined : new URL(input.link, ctx.settings.publicUrl).href
    const wordIn = (locale: 'vi' | 'en') =>
      word(
        wordsOf(ctx, template),
        {
          title: input.title[locale] ?? input.title.vi,
          text: input.text[locale] ?? input.text.vi,
          unit: findUnit(ctx, unit)?.name[locale] ?? findUnit(ctx, unit)?.name.vi,
          link,
        },
        locale,
      )
    await store.addBroadcast(db, {
      id,
      template,
      words: { vi: wordIn('vi'), en: wordIn('en') },
      link: link ?? null,
      communes,
      account: actor.id,
      unit,
      urgency,
      created_at: now,
    })
    await emit(db, broadcastSent, {
      record: `broadcast/${id}`,
      version: 1,
      unit,
      occurredAt: now,
      payload: { template, urgency, communes: communes?.length ?? null },
    })
    spreadSoon(ctx)
    const [made] = await store.listBroadcasts(db, 1, id)
    if (!made) throw new Error('the broadcast that was just written is not there')
    return presentBroadcast(ctx, made)
  },
})

export const countAudience = query('notices.count-audience', {
  summary: 'How many people an announcement would reach, before it is sent.',
  input: z.strictObject({
    kind: Kind,
    area: z.preprocess((text) => (typeof text === 'string' && text !== 'province' ? JSON.parse(text) : text), Area),
  }),
  output: z.strictObject({ people: z.int(), communes: z.int().nullable() }),
  subject: async (_db, input, ctx) => announcer(ctx, input.area, input.kind === 'emergency'),
  allow: (actor, { may }) => may(actor),
  run: async ({ subject: { communes }, db, ctx }) => ({
    people: await store.countPeople(db, ctx.addressees, communes),
    communes: communes?.length ?? null,
  }),
})

/** Whoever may announce anywhere sees what was announced: it was said to everybody. */
const mayFollow = (ctx: Context) => {
  const roles = new Map(rolesIn(ctx).flatMap(({ id, announces }) => (announces ? [[id, announces] as const] : [])))
  return (actor: Parameters<typeof policy.announcingAt>[0]) =>
    policy.announcingAt(actor, roles, false).length > 0 || policy.mayWatchDeliveries(actor)
}

export const broadcasts = query('notices.broadcasts', {
  summary: 'What was written to everybody in an area, newest first.',
  input: z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(30) }),
  output: z.array(BroadcastView),
  subject: async (_db, _input, ctx) => mayFollow(ctx),
  allow: (actor, may) => may(actor),
  run: async ({ input, db, ctx }) =>
    (await store.listBroadcasts(db, input.limit)).map((row) => presentBroadcast(ctx, row)),
})

export const broadcastFigures = query('notices.broadcast-figures', {
  summary: 'Of an announcement: how many were told, read it and acknowledged it, commune by commune.',
  input: z.strictObject({ id: z.uuid() }),
  output: z.array(FiguresView),
  subject: async (_db, _input, ctx) => mayFollow(ctx),
  allow: (actor, may) => may(actor),
  run: async ({ input, db, ctx }) => (await store.countByCommune(db, input.id)).map((row) => presentFigures(ctx, row)),
})

export const broadcasting = [broadcast, countAudience, broadcasts, broadcastFigures]
