import { defineModule } from '#core/module'
import { registerReader } from '#modules/documents'
import { caseTopic, casesTopic, tell, toldBy } from './consumers.ts'
import { keeping } from './keeping.ts'
import { jobs } from './jobs.ts'
import { operations } from './operations.ts'
import { worksAt } from './policy.ts'
import { mayReadDocument, routes } from './routes.ts'
import { listWaiting } from './waiting.ts'

export const cases = defineModule({
  name: 'cases',
  needs: { notice: toldBy },
  operations,
  consumers: [tell],
  jobs,
  topics: [caseTopic, casesTopic],
  ...keeping,
  routes,
  async start(ctx) {
    ctx.waiting.register('cases', listWaiting)
    registerReader('case', mayReadDocument)
    registerReader('register', async (_, actor, record) => worksAt(actor, record.slice('register/'.length)))
  },
})

/** For whoever acts in a person's name, or keeps what cases have given them. */
export { fileOnline, keepDraft } from './coming-in.ts'
export { takeBackCase } from './taking-back.ts'
export { listGranted, resultOf, type GrantedCase } from './granted.ts'

export { caseRules } from './case-rules.ts'
export type { Case, Change, Plan as CasePlan, PlanStep } from './case.ts'
export { planOf, type Circumstance } from './plan.ts'
export { addCases, type NewCase } from './store/writing.ts'
export { leaseSerials } from './store/serial.ts'
export { sealAnswers, sealNumber, sealPerson, type Person } from './sealing.ts'
export { CaseItem, listOwnCases, standingsOf, type Standing } from './own.ts'
export { readCode, tidyCode, writeCode } from './code.ts'
export { caseAccepted, caseClosed, caseOverdue, caseRated, caseRecalled, caseSubmitted, Channel } from './events.ts'
