import type { Check } from './kind.ts'
import { didYouMean } from './problem.ts'
import type { Expression, Fee, Field, Form, Paper, Section } from '../forms/model.ts'
import { checkExpression, type Names } from '../forms/names.ts'
import { namesOf, namesOfSection } from '../forms/scope.ts'

type Path = readonly (string | number)[]

/** Finds in a pack what would go wrong in a form: names that nothing declares, tables that decide nothing, empty choices. */
export function checkForm(form: Form, check: Check): void {
  const names = namesOf(form)
  for (const section of form) {
    const path = ['form', section.id]
    checkCondition(section.show, names, check, [...path, 'show'])
    if (section.repeat && section.repeat.min > section.repeat.max)
      check.error([...path, 'repeat', 'min'], 'is above max')
    for (const field of section.fields) checkField(section, field, names, check)
  }
}

function checkField(section: Section, field: Field, names: Names, check: Check): void {
  const path = ['form', section.id, 'fields', field.id]
  const inside = { ...names, ...namesOfSection(section) }
  for (const part of ['show', 'required', 'check'] as const) checkCondition(field[part], inside, check, [...path, part])
  if (field.error && !field.check) check.error([...path, 'error'], 'needs check: beside it')
  if (field.locked && !field.from) check.error([...path, 'locked'], 'needs from: a source that the value comes from')
  if (field.type === 'choice' || field.type === 'choices') checkChoice(field, check, path)
  if (field.pattern !== undefined && !isPattern(field.pattern))
    check.error([...path, 'pattern'], 'is no regular expression')
  const { min, max } = field
  if (min !== undefined && max !== undefined && min > max) check.error([...path, 'min'], 'is above max')
}

function checkChoice(field: Field, check: Check, path: Path): void {
  if (field.list !== undefined) check.refer('list', field.list, [...path, 'list'])
  if ((field.list === undefined) === (field.options === undefined))
    check.error(path, 'a choice needs list: or options:')
}

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u') instanceof RegExp
  } catch {
    return false
  }
}

export function checkPapers(papers: readonly Paper[], form: Form, check: Check): void {
  const names = namesOf(form)
  for (const paper of papers) {
    checkCondition(paper.required, names, check, ['papers', paper.id, 'required'])
    checkCondition(paper.show, names, check, ['papers', paper.id, 'show'])
  }
}

export function checkFees(fees: readonly Fee[], form: Form, check: Check): void {
  const names = namesOf(form)
  for (const fee of fees) {
    const path = ['fees', fee.id, 'when']
    for (const [index, row] of fee.when.entries()) {
      checkCondition(row.if, names, check, [...path, index, 'if'])
      if (typeof row.pay === 'string') checkCondition(row.pay, names, check, [...path, index, 'pay'])
      if (row.if === undefined && index < fee.when.length - 1) check.error([...path, index + 1], 'is never reached')
    }
    if (fee.when.at(-1)?.if !== undefined) check.error(path, 'the last row must fit always: leave out its if:')
  }
}

/** An expression that may only name what is declared. */
export function checkCondition(
  condition: Expression | boolean | undefined,
  names: Names,
  check: Check,
  path: Path,
): void {
  if (typeof condition !== 'string') return
  for (const { message, name, among } of checkExpression(condition, names))
    check.error(path, `${message}${name === undefined ? '' : didYouMean(name, among ?? [])}`)
}
