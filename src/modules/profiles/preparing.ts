import { examine, evaluateFeel, holds, type Answers, type Form, type Value } from '#core/forms'
import type { Offer, Proposal } from './proposal-definition.ts'

/** Answers for a form that nobody has judged yet: what a proposal puts there, the form examines when it is filed. */
export type Prepared = Record<string, Record<string, unknown> | Record<string, unknown>[]>

export type Preparation = {
  /** procedures that fit, the recommended one first, each with what its form already knows */
  offers: { procedure: string; answers: Prepared }[]
}

/** What a proposal has ready, from the closed case. No offer fits: nothing is proposed. */
export function prepare(proposal: Proposal, closed: { form: Form; answers: Answers; today: string }): Preparation {
  const { scope } = examine(closed.form, closed.answers, { today: closed.today })
  const fits = proposal.propose.filter((offer) => offer.if === undefined || holds(offer.if, scope))
  return { offers: fits.map((offer) => ({ procedure: offer.id, answers: filled(offer, scope) })) }
}

function filled(offer: Offer, scope: Readonly<Record<string, unknown>>): Prepared {
  const prepared: Prepared = {}
  for (const [path, expression] of Object.entries(offer.fill)) {
    const value = plain(evaluateFeel(expression, scope))
    if (value === undefined) continue
    const [section = '', ...rest] = path.split('.')
    const field = rest.at(-1) ?? ''
    if (rest.length === 1) prepared[section] = { ...rowOf(prepared[section]), [field]: value }
    else {
      const rows = rowsOf(prepared[section])
      const at = Number(rest[0])
      rows[at] = { ...rows[at], [field]: value }
      prepared[section] = rows
    }
  }
  return prepared
}

const rowOf = (answer: Prepared[string] | undefined): Record<string, unknown> =>
  answer === undefined || Array.isArray(answer) ? {} : answer

const rowsOf = (answer: Prepared[string] | undefined): Record<string, unknown>[] =>
  Array.isArray(answer) ? [...answer] : []

/** A value of FEEL as an answer; undefined where the closed case says nothing. */
function plain(value: unknown): Value | undefined {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const parts = Object.entries(value).filter((part): part is [string, string] => typeof part[1] === 'string')
  return parts.length === 0 ? undefined : Object.fromEntries(parts)
}

/** What is ready, by the path of the field; of single sections only, as `from:` fills them. */
export const pathsOf = (answers: Prepared): [string, unknown][] =>
  Object.entries(answers).flatMap(([section, answer]) =>
    Array.isArray(answer)
      ? []
      : Object.entries(answer).map(([field, value]): [string, unknown] => [`${section}.${field}`, value]),
  )
