import type { Context } from '#core/context'
import { dayOf } from '#core/days'
import { sealedMark } from '#core/sealed'
import { listKind, optionCheck } from '#core/lists'
import { planOf, sealAnswers, type CasePlan } from '#modules/cases'
import { findUnit, listUnits } from '#modules/units'
import { isRows, type Answers, type Form, type Paper, type Value } from '../src/core/forms/model.ts'
import type { Applicant } from './applicants.ts'
import { makeAnswers } from './answers.ts'
import { askedFor } from './attachments.ts'
import type { Filing } from './model.ts'
import { makePerson } from './people.ts'
import type { Random } from './random.ts'

/** Answers that the form accepts, also as they are kept: sealing them for every case would take longer than the case. */
type AnswerSet = {
  answers: Answers
  sealed: Answers
  papers: readonly Paper[]
  plans: Map<string, Map<string, CasePlan>>
}

/** How many sets of answers are made, and examined, for each procedure; cases take turns with them. */
const setsEach = 6

/** What is filed, as it is kept, with the plan of its handling and the papers that it asks for. */
export type Filed = { answers: Answers; plan: CasePlan; papers: readonly Paper[] }

/** Examining answers takes far longer than a case: some sets are made for each procedure, and their steps are planned once. */
export function openAnswerSets(ctx: Context, random: Random): (filing: Filing, person: Applicant) => Filed {
  const made = new Map<string, readonly AnswerSet[]>()
  return (filing, person) => {
    const { id, body } = filing.procedure
    const sets = made.get(id) ?? makeSets(ctx, random, filing)
    made.set(id, sets)
    const set = random.pick(sets)
    const plans = set.plans.get(filing.competent.code) ?? new Map<string, CasePlan>()
    set.plans.set(filing.competent.code, plans)
    const plan =
      plans.get(filing.reception.code) ??
      planOf(ctx, body, {
        unit: filing.competent.code,
        receptionUnit: filing.reception.code,
        channel: filing.channel,
        submittedAt: filing.at,
        answers: set.answers,
      })
    plans.set(filing.reception.code, plan)
    return { answers: withPerson(body.form, set.sealed, person), plan, papers: set.papers }
  }
}

function makeSets(ctx: Context, random: Random, { procedure, place }: Filing): AnswerSet[] {
  const today = dayOf(ctx.clock())
  const world = {
    today,
    hasOption: optionCheck(ctx.definitions, today),
    hasUnit: (unit: string) => findUnit(ctx, unit) !== undefined,
    optionsOf: (list: string) => ctx.definitions.find(listKind, list)?.body.options.map((option) => option.value) ?? [],
    units: listUnits(ctx).flatMap((unit) => (unit.kind === 'commune' ? [unit.code] : [])),
    commune: place.unit.code,
    communeName: place.unit.name.vi,
  }
  const { form } = procedure.body
  const made = Array.from({ length: setsEach }, () => makeAnswers(random, form, makePerson(random, world), world))
  const sets = made.flatMap((answers) =>
    answers
      ? {
          answers,
          sealed: sealAnswers(ctx.vault, form, answers),
          papers: askedFor(procedure.body, answers, world),
          plans: new Map<string, Map<string, CasePlan>>(),
        }
      : [],
  )
  if (sets.length === 0) throw new Error(`no answers were found that ${procedure.id} accepts`)
  return sets
}

/** The first section asks who files: the case's own person stands there. */
function withPerson(form: Form, sealed: Answers, person: Applicant): Answers {
  const [section] = form
  const held = section && sealed[section.id]
  if (section === undefined || held === undefined || isRows(held)) return sealed
  const own: Record<string, Value> = { ...held }
  if ('fullName' in held) own['fullName'] = person.name
  if ('phone' in held) own['phone'] = person.phone
  const number = held['idNumber']
  if (typeof number === 'string')
    own['idNumber'] = number.startsWith(sealedMark) ? person.sealedNumber : person.personalId
  return { ...sealed, [section.id]: own }
}
