import { defineKind, type Check } from '#core/definitions'
import { checkCondition, checkFees, checkForm, checkPapers } from '#core/definitions/form-check'
import { namesOf } from '#core/forms/scope'
import { paperKindOf } from './paper-source.ts'
import { ProcedureWords, type Procedure, type Step } from './definition.ts'

export const procedureKind = defineKind<Procedure>({
  kind: 'procedure',
  folder: 'procedures',
  schema: ProcedureWords,
  code: ({ code }) => code,
  check: checkProcedure,
})

/** What holds across the parts of a procedure, and between it and the rest of the pack. */
function checkProcedure(body: Procedure, check: Check): void {
  checkForm(body.form, check)
  checkPapers(body.papers, body.form, check)
  checkFees(body.fees, body.form, check)
  checkOwnPapers(body, check)
  check.refer('field', body.field, ['field'])
  for (const [index, event] of body.lifeEvents.entries()) check.refer('life event', event, ['lifeEvents', index])
  checkAgency(body.competent, check, ['competent'])
  for (const step of body.steps) checkStep(body, step, check)
  checkOrder(body, check)
  checkTime(body, check)
  if (body.limit === undefined && !body.immediate) check.error([], 'needs limit:, or immediate: true')
  if (body.online === 'partial' && !body.because) check.error(['online'], 'partial needs because: (NĐ 224/2026 Đ14)')
  if (body.online === 'none' && body.channels.includes('online'))
    check.error(['channels'], 'online: none takes online out')
}

/** Kinds of papers, and what they state, are declared by papers.yaml. */
function checkOwnPapers({ form, papers, result }: Procedure, check: Check): void {
  check.refer('kind of paper', result.paper, ['result', 'paper'])
  for (const { id, from } of papers) {
    const path = ['papers', id, 'from']
    const kind = paperKindOf(from)
    if (from !== undefined && from !== `my.papers.${kind}`) check.error(path, 'a paper comes from my.papers.<kind>')
    else if (kind !== undefined) check.refer('kind of paper', kind, path)
  }
  for (const section of form)
    for (const { id, from } of section.fields) {
      const path = ['form', section.id, 'fields', id, 'from']
      if (from?.startsWith('my.papers.')) check.refer('field of a paper', from.slice('my.papers.'.length), path)
    }
}

function checkStep(body: Procedure, step: Step, check: Check): void {
  const path = ['steps', step.id]
  const names = namesOf(body.form)
  check.refer('role', step.by, [...path, 'by'])
  checkAgency(step.at, check, [...path, 'at'])
  checkCondition(step.if, names, check, [...path, 'if'])
  for (const consultation of step.consult) {
    checkAgency(consultation.of, check, [...path, 'consult', consultation.id, 'of'])
    checkCondition(consultation.if, names, check, [...path, 'consult', consultation.id, 'if'])
  }
}

function checkAgency(agency: string, check: Check, path: readonly string[]): void {
  if (agency.includes('/')) check.refer('agency', agency, path)
}

/** A case is received, decided and returned, in this order; exactly one step signs its result. */
function checkOrder({ steps }: Procedure, check: Check): void {
  const [first] = steps
  const last = steps.at(-1)
  if (!first || !last) return check.error(['steps'], 'a procedure has steps')
  if (first.at !== 'reception') check.error(['steps', first.id], 'the first step is the reception: at: reception')
  if (steps.length > 1 && last.signs)
    check.error(['steps', last.id, 'signs'], 'the last step returns what another signed')
  const signing = steps.filter((step) => step.signs === 'result')
  if (signing.length !== 1) check.error(['steps'], `one step has signs: result, not ${signing.length}`)
  for (const step of [first, last, ...signing])
    if (step.if !== undefined) check.error(['steps', step.id, 'if'], 'this step is never left out')
}

/** The steps together take no longer than the whole; days and hours are not weighed against each other. */
function checkTime({ steps, limit }: Procedure, check: Check): void {
  const within = steps.flatMap((step) => (step.within && step.within.unit === limit?.unit ? [step.within.amount] : []))
  const sum = within.reduce((total, amount) => total + amount, 0)
  if (limit && sum > limit.amount) check.warn(['limit'], `the steps take ${sum} ${limit.unit} together`)
}
