import { z } from 'zod'
import { defineKind, type Check } from '#core/definitions'
import { DurationWords, Id, TextWords, named } from '../../core/definitions/words.ts'
import { ExpressionWords } from '../../core/definitions/form-words.ts'

/** `child.fullName`, or `members.0.fullName` of a repeated section. */
const FieldPath = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]*(\.\d)?\.[a-z][A-Za-z0-9]*$/, 'a field of the form: child.fullName')

const Offer = z.strictObject({
  if: ExpressionWords.optional().describe('Whether it fits, from the closed case’s form.'),
  because: TextWords.optional().describe('Why this one, where several are offered.'),
  fill: z
    .record(FieldPath, ExpressionWords)
    .default({})
    .describe('Fields of its form, each by an expression over the closed case’s form.'),
})

/** The grammar of `proposals/<id>.yaml`: what is proposed after a case has been granted. */
export const ProposalWords = z.strictObject({
  name: TextWords,
  after: Id.describe('The procedure whose granted case gives rise to it.'),
  level: z
    .union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)])
    .describe(
      'NĐ 224/2026 Đ16: 1 reminds, 2 prepares the form, 3 recommends the best of several, 4 files it for who consented.',
    ),
  because: TextWords.describe('Why the person is told, in words that name what they may get or must do.'),
  basis: z.array(z.string()).min(1).describe('Laws and articles.'),
  for: DurationWords.describe('How long it stands, in days or months.'),
  propose: named(Id, Offer).refine((offers) => offers.length > 0, 'proposes at least one procedure'),
})

export type Proposal = z.output<typeof ProposalWords>
export type Offer = Proposal['propose'][number]

export const proposalKind = defineKind<Proposal>({
  kind: 'proposal',
  folder: 'proposals',
  schema: ProposalWords,
  check(body: Proposal, check: Check) {
    check.refer('procedure', body.after, ['after'])
    for (const { id } of body.propose) check.refer('procedure', id, ['propose', id])
    if (body.level !== 3 && body.propose.length > 1) check.error(['propose'], 'only level 3 recommends one of several')
    if (body.level === 1 && body.propose.some(({ fill }) => Object.keys(fill).length > 0))
      check.error(['propose'], 'level 1 reminds: nothing is filled')
    if (!['days', 'months', 'years'].includes(body.for.unit)) check.error(['for'], 'in days, months or years')
  },
})
