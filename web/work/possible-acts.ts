import { isAct, type CaseView, type Possible } from './acts.ts'
import { isReceptionist, type Post } from './session.ts'

/** The server's list, with two that depend on what lies beside the case: its open fees and the opinions asked of my unit. */
export function possibleActs(found: CaseView, posts: readonly Post[]): Possible[] {
  const listed = found.actions.flatMap(({ action, allowed, because }): Possible[] =>
    isAct(action) ? [{ act: action, allowed, because }] : [],
  )
  return [
    ...listed,
    ...(openQuestion(found, posts) ? [{ act: 'answer-consultation', allowed: true, because: undefined } as const] : []),
    ...(owes(found) && takesMoney(found, posts) ? [{ act: 'pay', allowed: true, because: undefined } as const] : []),
  ]
}

export const openQuestion = (found: CaseView, posts: readonly Post[]) =>
  found.consultations.find((one) => !one.answeredAt && posts.some((post) => post.unit === one.unit.code))

export const owed = (found: CaseView): number =>
  found.fees.filter((fee) => !fee.paidAt).reduce((sum, fee) => sum + fee.amount, 0)

const owes = (found: CaseView): boolean => owed(found) > 0 && !found.times.endedAt

const takesMoney = (found: CaseView, posts: readonly Post[]): boolean =>
  posts.some((post) => post.unit === found.receptionUnit.code && (isReceptionist(post) || post.role === 'cashier'))

/** The step after the one that the case is at. */
export const nextStep = (found: CaseView) =>
  found.steps.find((step, at) => step.status === 'ahead' && found.steps[at - 1]?.status === 'current')

export const currentStep = (found: CaseView) => found.steps.find((step) => step.status === 'current')
