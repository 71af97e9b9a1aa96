import { z } from 'zod'
import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import { dayOf } from '#core/days'
import { readValue, type Field } from '#core/forms'
import { query } from '#core/operation'
import { procedureKind } from './kind.ts'

/** What is known already is not asked again: each gets the values of their own person only (NĐ 224/2026 Đ15). */
export const prefill = query('procedures.prefill', {
  summary: 'The values of a form that the province knows of me, by path.',
  input: z.strictObject({ code: z.string().max(80) }),
  output: z.object({ known: z.record(z.string(), z.unknown()) }),
  allow: (actor: Actor) => actor.kind === 'citizen',
  personal: () => 'person/own',
  async run({ input, actor, ctx, now }) {
    const { body } = ctx.definitions.get(procedureKind, input.code)
    const known: Record<string, unknown> = {}
    // A repeated section is about other people.
    for (const section of body.form.filter(({ repeat }) => !repeat))
      for (const field of section.fields) {
        const value = await knownValue(ctx, actor, field, dayOf(now))
        if (value !== undefined) known[`${section.id}.${field.id}`] = value
      }
    return { known }
  },
})

async function knownValue(ctx: Context, actor: Actor, field: Field, today: string): Promise<unknown> {
  const found = field.from === undefined ? undefined : await ctx.sources.ask(ctx, actor, field.from, {})
  if (!found) return undefined
  const reading = readValue(field, found.value, { today })
  return 'value' in reading && reading.value !== null ? reading.value : undefined
}
