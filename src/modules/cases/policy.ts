import type { Actor } from '#core/actor'
import { currentVisit, type Case, type Plan } from './case.ts'
import { mayFor, type HeldMandate } from './held-mandates.ts'

/** A case with what the decision "who may" looks at. */
export type Found = {
  case: Case
  plan: Plan
  /** accounts of the person who filed and, where known, of the applicant */
  owners: readonly string[]
  /** whether the actor leads this unit, or one above it */
  leads: (actor: Actor, unit: string) => boolean
  /** who stands in today for the person who has the current step */
  standIns: readonly string[]
  /** by which the asking actor acts for the applicant */
  mandates: readonly HeldMandate[]
}

const holds = (actor: Actor, unit: string, role: string): boolean =>
  actor.kind === 'official' && actor.posts.some((post) => post.unit === unit && post.role === role)

export const worksAt = (actor: Actor, unit: string): boolean =>
  actor.kind === 'official' && actor.posts.some((post) => post.unit === unit)

const isReceptionist = (actor: Actor, found: Found): boolean => holds(actor, found.case.receptionUnit, 'receptionist')

export const isOwner = (actor: Actor, found: Found): boolean =>
  actor.kind === 'citizen' && found.owners.includes(actor.id)

/** Stands on the applicant's side of the counter: the applicant, or who acts for them. */
export const isOnOwnersSide = (actor: Actor, found: Found): boolean =>
  isOwner(actor, found) || found.mandates.length > 0

/** The result is a paper of the applicant's: whoever acts for them fetches it by a mandate that says so. */
export const mayFetchResult = (actor: Actor, found: Found): boolean =>
  found.mandates.length > 0 ? mayFor(found, 'fetch-results') : maySee(actor, found)

/** The step is theirs: they hold its role at its unit, and nobody else has it, unless they stand in for that person. */
export function hasStep(actor: Actor, found: Found): boolean {
  const visit = currentVisit(found.case)
  if (!visit || !holds(actor, visit.unit, visit.role)) return false
  return visit.assignee === undefined || visit.assignee === actor.id || found.standIns.includes(actor.id)
}

const mayDo = (act: string) => (actor: Actor, found: Found) =>
  hasStep(actor, found) &&
  (found.plan.steps.find((step) => step.id === currentVisit(found.case)?.step)?.may.includes(act) ?? false)

const atReception = (found: Found): boolean => found.case.acceptedAt === undefined

export const mayAccept = hasStep
export const mayRefuseIntake = (actor: Actor, found: Found): boolean => atReception(found) && hasStep(actor, found)
/** Reception asks for what is missing; later the officer whose step allows it. */
export const mayAskSupplement = (actor: Actor, found: Found): boolean =>
  atReception(found) ? hasStep(actor, found) : mayDo('ask-supplement')(actor, found)
/** The applicant brings it online, or to the counter that received the case. */
export const maySupplement = (actor: Actor, found: Found): boolean =>
  isOwner(actor, found) || isReceptionist(actor, found) || mayFor(found, 'supplement')
export const mayComplete = hasStep
export const mayConsult = mayDo('consult')
export const mayAnswerConsultation = (actor: Actor, found: Found, no: number): boolean => {
  const asked = found.case.consultations.find((consultation) => consultation.no === no)
  return asked !== undefined && worksAt(actor, asked.unit)
}
export const mayAnswerSome = (actor: Actor, found: Found): boolean =>
  found.case.consultations.some((asked) => !asked.answeredAt && worksAt(actor, asked.unit))
export const mayProposeRefusal = mayDo('refuse')
export const mayDecide = (actor: Actor, found: Found): boolean =>
  hasStep(actor, found) && found.plan.steps.some((step) => step.signs && step.id === currentVisit(found.case)?.step)
export const maySendBack = hasStep
export const mayReturn = (actor: Actor, found: Found): boolean => isReceptionist(actor, found)
export const mayWithdraw = (actor: Actor, found: Found): boolean =>
  isOwner(actor, found) || isReceptionist(actor, found) || mayFor(found, 'withdraw')
export const mayStop = (actor: Actor, found: Found): boolean =>
  mayDo('stop')(actor, found) || mayDecide(actor, found) || found.leads(actor, found.case.unit)
/** Whoever took the last step takes it back. */
export const mayRecall = (actor: Actor, found: Found): boolean => {
  const last = found.case.visits.findLast((visit) => visit.endedAt)
  return actor.kind === 'official' && last?.endedBy === actor.id
}
export const mayAssign = (actor: Actor, found: Found): boolean => {
  const visit = currentVisit(found.case)
  return visit !== undefined && actor.kind === 'official' && found.leads(actor, visit.unit)
}
export const mayClaim = (actor: Actor, found: Found): boolean => {
  const visit = currentVisit(found.case)
  return visit !== undefined && visit.assignee === undefined && holds(actor, visit.unit, visit.role)
}
export const mayHandOver = (actor: Actor, found: Found): boolean =>
  hasStep(actor, found) && (currentVisit(found.case)?.assignee === actor.id || found.standIns.includes(actor.id))
/** The head of the competent agency signs the letter; the officer who has the case prepares it. */
export const mayApologise = (actor: Actor, found: Found): boolean =>
  found.leads(actor, found.case.unit) || mayDecide(actor, found)
export const mayAskPayment = mayDo('ask-payment')
export const mayTakePayment = (actor: Actor, found: Found): boolean =>
  isReceptionist(actor, found) || holds(actor, found.case.receptionUnit, 'cashier')
export const mayRate = (actor: Actor, found: Found): boolean => isOwner(actor, found)
export const mayNote = (actor: Actor, found: Found): boolean =>
  actor.kind === 'official' && seesAsOfficial(actor, found)

/** Officials see the cases that their unit received, decides, handles or is asked about, and leaders those below them. */
function seesAsOfficial(actor: Actor, found: Found): boolean {
  const { unit, receptionUnit, visits, consultations } = found.case
  const units = [unit, receptionUnit, ...visits.map((visit) => visit.unit), ...consultations.map((one) => one.unit)]
  return actor.kind === 'official' && units.some((one) => worksAt(actor, one) || found.leads(actor, one))
}

export const maySee = (actor: Actor, found: Found): boolean =>
  actor.kind === 'system' || isOwner(actor, found) || mayFor(found, 'follow') || seesAsOfficial(actor, found)

/** Citizens file for themselves and others; officials at a counter use `cases.register`. */
export const mayFile = (actor: Actor): boolean => actor.kind === 'citizen'

/** Any reception point of the province takes in cases for any agency (NĐ 118/2025: no boundaries inside the province). */
export const mayRegister = (actor: Actor, receptionUnit: string): boolean => holds(actor, receptionUnit, 'receptionist')

export const isOfficial = (actor: Actor): boolean => actor.kind === 'official'
export const isCitizen = (actor: Actor): boolean => actor.kind === 'citizen'
export const isSystem = (actor: Actor): boolean => actor.kind === 'system'
