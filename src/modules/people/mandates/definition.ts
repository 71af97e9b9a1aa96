import { z } from 'zod'
import type { Context } from '#core/context'
import { defineKind, type Check } from '#core/definitions'
import { DurationWords, Id, named, TextWords } from '#core/definitions/words'

/** What may be done for another. Without `follow`, a case is not shown; the result itself is another's paper, and an act of its own. */
export const mandateActs = ['submit', 'follow', 'supplement', 'withdraw', 'fetch-results'] as const
export type MandateAct = (typeof mandateActs)[number]

export const sides = ['account', 'person', 'organisation'] as const
export const beginnings = ['accepted', 'counter', 'code'] as const

const MandateKind = z.strictObject({
  name: TextWords.meta({ description: 'What the mandate is called: Giám hộ.' }),
  says: TextWords.meta({ description: 'One sentence on who uses it, for the page on which people choose.' }),
  represents: z
    .array(z.enum(sides))
    .min(1)
    .meta({ description: 'account: a person with an account here; person: one without; organisation: an enterprise.' }),
  begins: z.array(z.enum(beginnings)).min(1).meta({
    description:
      'accepted: one side proposes and the other accepts, both at level 2; counter: an official records it with evidence; code: by a code that was sent to the represented person.',
  }),
  acts: z.array(z.enum(mandateActs)).min(1).meta({ description: 'What it allows.' }),
  procedures: z.array(Id).default([]).meta({ description: 'For these procedures; with `fields` empty too, for all.' }),
  fields: z.array(Id).default([]).meta({ description: 'For the procedures of these fields.' }),
  longest: DurationWords.meta({ description: 'It may last so long; where nothing else is said, it does.' }),
  untilAge: z
    .int()
    .min(1)
    .max(120)
    .optional()
    .meta({ description: 'It ends on the day on which the represented person reaches this age.' }),
  papers: z.array(TextWords).default([]).meta({ description: 'What an official looks at before recording it.' }),
  recordedBy: z.array(Id).default([]).meta({ description: 'Roles that record it at a counter.' }),
  heldBy: z
    .array(Id)
    .default([])
    .meta({ description: 'Roles whose holders alone may hold it, as officials who help; empty: citizens.' }),
  basis: z.string().min(1).meta({ description: 'Document and article.' }),
})

const MandatesWords = named(Id, MandateKind)

export type MandateKind = z.output<typeof MandatesWords>[number]

/** The grammar of `mandates.yaml`: by which right one person acts for another. */
export const mandatesKind = defineKind({
  kind: 'mandates',
  file: 'mandates.yaml',
  schema: MandatesWords,
  check(kinds, check) {
    for (const kind of kinds) checkKind(kind, check)
  },
})

const references = [
  ['recordedBy', 'role'],
  ['heldBy', 'role'],
  ['procedures', 'procedure'],
  ['fields', 'field'],
] as const

function checkKind(kind: MandateKind, check: Check): void {
  const { id, begins, represents, recordedBy, heldBy, untilAge } = kind
  for (const [key, noun] of references)
    // A part of the platform that runs without the catalogue has no such names to compare with.
    if (check.names(noun).size > 0) for (const [at, name] of kind[key].entries()) check.refer(noun, name, [id, key, at])
  if (begins.includes('counter') !== recordedBy.length > 0)
    check.error([id, 'recordedBy'], 'who records it at a counter goes with `begins: [counter]`, and only with it')
  if (begins.includes('code') !== heldBy.length > 0)
    check.error([id, 'heldBy'], 'who helps goes with `begins: [code]`, and only with it')
  if (begins.some((way) => way !== 'counter') && !represents.includes('account'))
    check.error([id, 'represents'], 'only a person with an account accepts, or is sent a code')
  if (untilAge !== undefined && represents.includes('organisation'))
    check.error([id, 'untilAge'], 'an organisation has no age')
}

export const mandateKindsIn = (ctx: Context): readonly MandateKind[] =>
  ctx.definitions.find(mandatesKind, 'mandates')?.body ?? []

export const findMandateKind = (ctx: Context, id: string): MandateKind | undefined =>
  mandateKindsIn(ctx).find((kind) => kind.id === id)
