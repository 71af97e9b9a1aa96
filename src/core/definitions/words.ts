import { z } from 'zod'
import { durationPattern, findDuration } from '../duration.ts'
import type { Text } from '../i18n.ts'

/** The words that all definitions share. Each schema reads what a person writes and gives one normal form. */

export const idPattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

/** The name of a definition, role, list, paper or step: `civil-status-officer`. */
export const Id = z
  .string()
  .regex(idPattern, 'a name is small letters, digits and hyphens: civil-status-officer')
  .meta({ id: 'Id', description: 'Small letters, digits and hyphens: `civil-status-officer`.' })

/** The name of a section or field, which expressions use: `birthDate`. */
export const Name = z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'a field name is letters and digits: birthDate')

const words = z.string().trim().min(1)

/** Vietnamese with English beside it; a plain string is Vietnamese. */
export const TextWords = z
  .union([words, z.strictObject({ vi: words, en: words.optional() })])
  .transform((text): Text => (typeof text === 'string' ? { vi: text.normalize('NFC') } : text))
  .meta({ id: 'Text', description: 'Vietnamese with English beside it; a plain text is Vietnamese.' })

/** `2 working hours`, `3 working days`, `10 days` (calendar), `2 months`. */
export const DurationWords = z
  .string()
  .regex(durationPattern, 'a duration in words: 2 working hours, 3 working days, 10 days, 2 months')
  .transform((text, context) => {
    const found = findDuration(text)
    if (found) return found
    context.addIssue({ code: 'custom', message: 'a duration in words: 2 working hours, 3 working days, 10 days' })
    return z.NEVER
  })
  .meta({ id: 'Duration', description: '`2 working hours`, `3 working days`, `10 days` (calendar), `2 months`.' })

/** Money in đồng, whole. */
export const Dong = z.int().min(0)

export const IsoDate = z.iso.date()

/**
 * A map whose order counts, as a list that keeps the names: `{ receive: {…}, approve: {…} }` gives
 * `[{ id: 'receive', … }, { id: 'approve', … }]`.
 */
export const named = <Item extends z.ZodType<object>>(key: z.ZodString, item: Item) =>
  z.record(key, item).transform((map) => Object.entries(map).map(([id, body]) => ({ id, ...body })))
