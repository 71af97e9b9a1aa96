import { z } from 'zod'
import { defineKind } from '#core/definitions'
import type { Context } from '#core/context'
import { addDays } from '#core/days'
import type { Text } from '#core/i18n'
import { localDate } from '#modules/calendar'
import { Id, TextWords } from '../../core/definitions/words.ts'

const Confidential = z.strictObject({
  purpose: Id.describe('The purpose that the reader gave.'),
  delayDays: z.int().min(1).max(3650).describe('The person sees the line after so many days.'),
  basis: z.string().min(1).describe('The law that allows the delay.'),
})

/** The grammar of `access.yaml`: what a read of a person's record is called, and which reads are shown later. */
const AccessWords = z.strictObject({
  acts: z.record(z.string().regex(/^[a-z-]+\.[a-z-]+$/), TextWords).default({}),
  confidential: z.array(Confidential).default([]),
})

export const accessKind = defineKind<z.output<typeof AccessWords>>({
  kind: 'access',
  file: 'access.yaml',
  schema: AccessWords,
})

const wordsIn = (ctx: Context) => ctx.definitions.find(accessKind, 'access')?.body

/** What was done, as the person reads it; an act that the pack does not name was a read like any other. */
export const actName = (ctx: Context, operation: string): Text =>
  wordsIn(ctx)?.acts[operation] ?? { vi: 'Xem thông tin', en: 'Looked at the record' }

/** Days for which a read with this purpose stays unseen; 0 for all others. */
export const delayDaysOf = (ctx: Context, purpose: string | null): number =>
  wordsIn(ctx)?.confidential.find((rule) => rule.purpose === purpose)?.delayDays ?? 0

/** While an inquiry would be harmed by it, its look is shown to nobody. */
export const isHidden = (
  ctx: Context,
  { purpose, at }: { purpose: string | null; at: Date },
  today: string,
): boolean => {
  const days = delayDaysOf(ctx, purpose)
  return days > 0 && today < addDays(localDate(at), days)
}

/** A line of the access log as it is stored: whether its person may see it already. */
export function isShownRow(ctx: Context, row: Readonly<Record<string, unknown>>): boolean {
  const purpose = typeof row['purpose'] === 'string' ? row['purpose'] : null
  return !isHidden(ctx, { purpose, at: new Date(String(row['at'])) }, localDate(ctx.clock()))
}
