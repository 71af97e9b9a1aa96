import * as ending from './ending.ts'
import * as handling from './handling.ts'
import * as rules from './rules.ts'
import * as watching from './watching.ts'

/** The rules of a case under one name, for those who make histories by them: `caseRules.accept(env, found, …)`. */
export const caseRules = {
  submit: rules.submit,
  accept: rules.accept,
  refuseAtIntake: rules.refuseAtIntake,
  askSupplement: rules.askSupplement,
  supplement: rules.supplement,
  completeStep: handling.completeStep,
  sendBack: handling.sendBack,
  proposeRefusal: handling.proposeRefusal,
  askPayment: handling.askPayment,
  pay: handling.pay,
  rate: handling.rate,
  state: rules.state,
  unchanged: rules.unchanged,
  common: rules.common,
  approve: ending.approve,
  refuse: ending.refuse,
  returnResult: ending.returnResult,
  withdraw: ending.withdraw,
  stop: ending.stop,
  recall: ending.recall,
  warn: watching.warn,
  markOverdue: watching.markOverdue,
  apologise: watching.apologise,
} as const
