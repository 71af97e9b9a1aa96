import { z } from 'zod'
import type { Context } from '#core/context'
import { procedureKind } from '#modules/procedures'
import { proposalKind } from './proposal-definition.ts'
import type { ProposalRow } from './store/proposals.ts'

const TextView = z.object({ vi: z.string(), en: z.string().optional() })
const ProcedureRef = z.object({ id: z.string(), code: z.string(), name: TextView, because: TextView.optional() })
const Choice = z.enum(['ask', 'never', 'automatic'])

export const ProposalView = z.object({
  id: z.uuid(),
  definition: z.string(),
  name: TextView,
  because: TextView,
  basis: z.array(z.string()),
  level: z.int(),
  state: z.enum(['open', 'accepted', 'carried-out']),
  madeAt: z.iso.datetime(),
  until: z.iso.datetime(),
  /** the case that gave rise to it */
  caseCode: z.string(),
  procedure: ProcedureRef,
  others: z.array(ProcedureRef),
  /** the case that was filed for the person (level 4) */
  resultCase: z.string().optional(),
  choice: Choice,
})

export const ChoiceView = z.object({ id: z.string(), name: TextView, level: z.int(), choice: Choice })

/** A proposal whose definition or procedure the pack no longer has is shown no more. */
export function presentProposal(
  ctx: Context,
  row: ProposalRow,
  choices: readonly { definition: string; choice: string }[],
): z.input<typeof ProposalView>[] {
  const rule = ctx.definitions.find(proposalKind, row.definition)?.body
  const refs = [row.procedure, ...row.others].map((id) => {
    const body = ctx.definitions.find(procedureKind, id)?.body
    const because = rule?.propose.find((offer) => offer.id === id)?.because
    return body && { id, code: body.code, name: body.name, because }
  })
  const [procedure, ...others] = refs
  if (!rule || !procedure) return []
  const chosen = choices.find(({ definition }) => definition === row.definition)?.choice
  return [
    {
      id: row.id,
      definition: row.definition,
      name: rule.name,
      because: rule.because,
      basis: rule.basis,
      level: row.level,
      state: row.state === 'accepted' || row.state === 'carried-out' ? row.state : 'open',
      madeAt: row.made_at.toISOString(),
      until: row.until.toISOString(),
      caseCode: row.case_code,
      procedure,
      others: others.filter((one) => one !== undefined),
      resultCase: row.result_case ?? undefined,
      choice: chosen === 'automatic' || chosen === 'never' ? chosen : 'ask',
    },
  ]
}
