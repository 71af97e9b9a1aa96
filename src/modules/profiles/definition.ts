import { z } from 'zod'
import { defineKind } from '#core/definitions'
import { Id, Name, TextWords } from '../../core/definitions/words.ts'

/** A value that papers of a kind state, under one name for all forms: where the forms of the issuing procedures hold it. */
const States = z.record(Name, z.array(z.string().regex(/^[a-z][A-Za-z0-9]*\.[a-z][A-Za-z0-9]*$/)).min(1))

const PaperKind = z.strictObject({
  name: TextWords,
  also: z.array(z.string()).default([]).describe('Other names by which forms ask for it.'),
  area: Id.describe('One of the areas of this file.'),
  one: z.boolean().default(false).describe('A person has one at a time: a new one takes the place of the former.'),
  upload: z.boolean().default(true).describe('People may bring one of their own.'),
  register: Id.optional().describe(
    'Whoever holds a valid one stands in this register: it answers `from: registers.<id>` with yes.',
  ),
  states: States.default({}).describe('Fields of forms that `from: my.papers.<kind>.<name>` fills.'),
})

/** The grammar of `papers.yaml`: what papers people have, and how their store is ordered. */
const PaperKindsWords = z.strictObject({
  areas: z.record(Id, TextWords),
  kinds: z.record(Id, PaperKind),
})

export type PaperKinds = z.output<typeof PaperKindsWords>

/** Said of every paper, whatever its kind. */
export const everyPaperStates = ['number', 'issuer', 'issuedOn'] as const

export const paperKindsKind = defineKind<PaperKinds>({
  kind: 'paper-kinds',
  file: 'papers.yaml',
  schema: PaperKindsWords,
  declares: ({ kinds }) => ({
    'kind of paper': Object.keys(kinds),
    'field of a paper': Object.entries(kinds).flatMap(([kind, { states }]) =>
      [...everyPaperStates, ...Object.keys(states)].map((name) => `${kind}.${name}`),
    ),
  }),
  check(body, check) {
    for (const [id, { area }] of Object.entries(body.kinds))
      if (!(area in body.areas)) check.error(['kinds', id, 'area'], `no area "${area}"`)
  },
})
