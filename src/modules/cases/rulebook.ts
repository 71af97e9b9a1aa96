import type { Case, Change } from './case.ts'
import { approve, refuse, returnResult, stop, withdraw } from './ending.ts'
import { caseRated } from './events.ts'
import { completeStep, proposeRefusal } from './handling.ts'
import {
  accept,
  askSupplement,
  common,
  refuseAtIntake,
  state,
  submit,
  supplement,
  unchanged,
  type Env,
} from './rules.ts'
import { markOverdue, warn } from './watching.ts'

/** The applicant rates; a case takes one rating, after the result (handbook 3.10). */
const rate = (env: Env, found: Case, score: number): Change =>
  state(env, unchanged(found), caseRated, { ...common(found), score })

/** The rules of a case as one book: whoever makes cases up plays by the same ones. */
export const caseRules = {
  submit,
  accept,
  refuseAtIntake,
  askSupplement,
  supplement,
  completeStep,
  proposeRefusal,
  approve,
  refuse,
  returnResult,
  withdraw,
  stop,
  warn,
  markOverdue,
  rate,
}
