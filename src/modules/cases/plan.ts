import type { Context } from '#core/context'
import { holds } from '#core/forms/feel'
import { isRows, type Answers, type Form } from '#core/forms/model'
import { baseScope, scopeOfSection, type Rows } from '#core/forms/scope'
import { localDate } from '#modules/calendar'
import type { Procedure } from '#modules/procedures'
import { competentUnit } from '#modules/units'
import type { Plan, PlanStep } from './case.ts'
import type { Channel } from './events.ts'

/** What places and answers make of a procedure, for one case. */
export type Circumstance = {
  unit: string
  receptionUnit: string
  channel: Channel
  submittedAt: Date
  answers: Answers
}

export type Scope = Readonly<Record<string, unknown>>

/** The names that the procedure's expressions reckon with. `today()` is the day of submission: a case keeps its rules. */
export function scopeOf(form: Form, { channel, submittedAt, answers }: Circumstance): Scope {
  const scope: Record<string, unknown> = { ...baseScope(localDate(submittedAt), channel) }
  for (const section of form) scope[section.id] = scopeOfSection(section, rowsOf(answers[section.id]))
  return scope
}

const rowsOf = (answer: Answers[string] | undefined): Rows => {
  if (answer === undefined) return []
  return isRows(answer) ? answer : [answer]
}

/** The way of this case: its steps with their units, those that do not apply left out. */
export function planOf(ctx: Context, procedure: Procedure, circumstance: Circumstance): Plan {
  const needsScope = procedure.steps.some((step) => step.if !== undefined)
  const scope = needsScope ? scopeOf(procedure.form, circumstance) : {}
  const steps = procedure.steps
    .filter((step) => step.if === undefined || holds(step.if, scope))
    .map((step): PlanStep => ({
      id: step.id,
      role: step.by,
      unit: placeOf(ctx, step.at, circumstance),
      within: step.within,
      may: step.may,
      signs: step.signs === 'result',
    }))
  return { steps, limit: procedure.limit, supplement: procedure.supplement }
}

export function placeOf(
  ctx: Context,
  at: string,
  { unit, receptionUnit }: Pick<Circumstance, 'unit' | 'receptionUnit'>,
): string {
  if (at === 'reception') return receptionUnit
  return at === 'competent' ? unit : competentUnit(ctx, at, unit).code
}
