import { z } from 'zod'
import type { Context } from '#core/context'
import { findUnit } from '#modules/units'
import { channels } from './definition.ts'
import type { Figures, Listed } from './store/broadcasts.ts'

const Name = z.strictObject({ vi: z.string(), en: z.string().optional() })

export const BroadcastView = z.strictObject({
  id: z.string(),
  template: z.string(),
  subject: Name,
  urgency: z.enum(['normal', 'emergency']),
  /** absent: the whole province */
  communes: z.array(z.strictObject({ code: z.string(), name: z.string() })).optional(),
  unit: z.string(),
  people: z.int(),
  messages: z.int(),
  createdAt: z.iso.datetime(),
  /** when it was in the list of all its people */
  spreadAt: z.iso.datetime().optional(),
})

const nameOf = (ctx: Context, code: string): string => findUnit(ctx, code)?.name.vi ?? code

export const presentBroadcast = (ctx: Context, row: Listed): z.output<typeof BroadcastView> => ({
  id: row.id,
  template: row.template,
  subject: row.subject,
  urgency: row.urgency,
  ...(row.communes === null ? {} : { communes: row.communes.map((code) => ({ code, name: nameOf(ctx, code) })) }),
  unit: nameOf(ctx, row.unit),
  people: row.people,
  messages: row.messages,
  createdAt: row.created_at.toISOString(),
  ...(row.spread_at === null ? {} : { spreadAt: row.spread_at.toISOString() }),
})

export const FiguresView = z.strictObject({
  commune: z.string().optional(),
  name: z.string().optional(),
  people: z.int(),
  read: z.int(),
  acknowledged: z.int(),
  out: z.int(),
  arrived: z.int(),
  troubled: z.int(),
})

export const presentFigures = (ctx: Context, { commune, ...figures }: Figures): z.output<typeof FiguresView> => ({
  ...(commune === null ? {} : { commune, name: nameOf(ctx, commune) }),
  ...figures,
})

/** Of one way: to how many people it went, was handed over, arrived by a receipt, was read; and where it failed. */
export const ChannelFiguresView = z.strictObject({
  channel: z.enum(channels),
  people: z.int(),
  out: z.int(),
  arrived: z.int(),
  read: z.int(),
  troubled: z.int(),
})
