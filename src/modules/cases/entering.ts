import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { holds } from '#core/forms/feel'
import { localDate, workingTime } from '#modules/calendar'
import { listHolders } from '#modules/people'
import { competentUnit } from '#modules/units'
import { chooseOfficer } from './assignment.ts'
import { currentVisit, type Case, type Change, type PlanStep } from './case.ts'
import { consult } from './handling.ts'
import type { Loaded } from './load.ts'
import { scopeOf } from './plan.ts'
import type { Env } from './rules.ts'
import { addConsultations } from './store/beside.ts'
import { openOf } from './store/lists.ts'

/** What happens when a case enters a step: somebody gets it, and the opinions that the procedure asks for are asked. */

type Step = { db: Db; ctx: Context; now: Date; subject: Loaded }

/** Balanced assignment among those present. A reception step, and one whose place nobody holds, waits in its pool. */
export async function chosenOfficer({ db, now, subject }: Step, next: PlanStep): Promise<string | undefined> {
  if (next.unit === subject.case.receptionUnit) return undefined
  const holders = await listHolders(db, next.unit, next.role, localDate(now))
  if (holders.length === 0) return undefined
  const open = holders.length === 1 ? new Map<string, number>() : await openOf(db, next.unit, next.role)
  return chooseOfficer(holders.map(({ id, away }) => ({ id, away, open: open.get(id) ?? 0 })))
}

type Defined = { unit: string; agency: string; dueAt: Date; question: string }

/** The opinions that the procedure asks for at the current step of this case. */
export function definedQuestions({ ctx, subject }: Step, env: Env, found: Case): Defined[] {
  const { procedure, circumstance } = subject
  const step = procedure.body.steps.find((one) => one.id === currentVisit(found)?.step)
  const asked = new Set(found.consultations.flatMap((one) => (one.step === step?.id ? [one.unit] : [])))
  if (!step || step.consult.length === 0) return []
  const scope = scopeOf(procedure.body.form, circumstance)
  return step.consult
    .filter((one) => one.if === undefined || holds(one.if, scope))
    .map((one) => ({
      unit: competentUnit(ctx, one.of, found.unit).code,
      agency: one.of,
      dueAt: workingTime.dueAt(env.calendar, env.now, one.within),
      question: one.about.vi,
    }))
    .filter(({ unit }) => !asked.has(unit))
}

/** Asks them, all at once, as the case enters the step. */
export function consultDefined(step: Step, env: Env, change: Change): Change {
  const questions = definedQuestions(step, env, change.case)
  if (questions.length === 0) return change
  const asked = consult(env, change.case, questions)
  return { case: asked.case, facts: [...change.facts, ...asked.facts] }
}

/** Writes down the questions that an act has asked. */
export async function keepConsultations(
  step: Step,
  after: Case,
  written: ReadonlyMap<string, string> = new Map(),
): Promise<void> {
  const { db, subject } = step
  const fresh = after.consultations.slice(subject.case.consultations.length)
  if (fresh.length === 0) return
  const defined = subject.procedure.body.steps.find((one) => one.id === fresh[0]?.step)?.consult ?? []
  const about = (unit: string) =>
    written.get(unit) ??
    defined.find((one) => competentUnit(step.ctx, one.of, after.unit).code === unit)?.about.vi ??
    ''
  await addConsultations(
    db,
    after,
    fresh.map((one) => ({ ...one, question: about(one.unit) })),
  )
}
