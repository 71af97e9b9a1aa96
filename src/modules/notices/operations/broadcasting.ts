import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import { emit } from '#core/events'
import { command, query } from '#core/operation'
import { Announcement, announcer, announcingRoles, areaTemplates, linkOf, wordAnnouncement } from '../announcement.ts'
import { spreadSoon } from '../broadcast.ts'
import { broadcastSent } from '../events.ts'
import * as policy from '../policy.ts'
import { wordsOf } from '../send.ts'
import * as store from '../store/broadcasts.ts'
import { BroadcastView, ChannelFiguresView, FiguresView, presentBroadcast, presentFigures } from '../broadcast-view.ts'

export const broadcast = command('notices.broadcast', {
  summary: 'Write to everybody who lives in an area.',
  input: Announcement,
  output: BroadcastView,
  subject: async (_db, input, ctx) => announcer(ctx, input.area, input.kind === 'emergency'),
  allow: (actor, { may }) => may(actor),
  perMinute: 20,
  async run({ input, subject: { communes, unitOf }, actor, db, ctx, now }) {
    const template = areaTemplates[input.kind]
    const { urgency } = wordsOf(ctx, template)
    const unit = unitOf(actor)
    const id = randomUUID()
    await store.addBroadcast(db, {
      id,
      template,
      words: wordAnnouncement(ctx, input, unit),
      link: linkOf(ctx, input) ?? null,
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

/** Whoever may announce anywhere sees what was announced: it was said to everybody. */
const mayFollow = (ctx: Context) => {
  const roles = announcingRoles(ctx)
  return (actor: Actor) => policy.announcingAt(actor, roles, false).length > 0 || policy.mayWatchDeliveries(actor)
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

export const broadcastChannels = query('notices.broadcast-channels', {
  summary: 'Of an announcement: how many people it went to by each way, and how many it reached.',
  input: z.strictObject({ id: z.uuid() }),
  output: z.array(ChannelFiguresView),
  subject: async (_db, _input, ctx) => mayFollow(ctx),
  allow: (actor, may) => may(actor),
  run: async ({ input, db }) => z.array(ChannelFiguresView).parse(await store.countByChannel(db, input.id)),
})

export const broadcasting = [broadcast, broadcasts, broadcastFigures, broadcastChannels]
