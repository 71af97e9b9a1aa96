import type { Context } from '#core/context'
import type { Answers, Field, FieldType, Form, Value } from '#core/forms/model'
import { listKind } from '#core/lists'
import { shortDate, type Statement } from '#modules/documents'
import { z } from 'zod'
import { findUnit } from '#modules/units'

/** Asked to reach a person or to decide, not to be certified: a result does not repeat it. */
const unsaid: readonly FieldType[] = ['phone', 'email', 'yesNo', 'file']

/** The answers of a form as a result states them: section by section, in the words of its lists. */
export function statedIn(ctx: Context, form: Form, answers: Answers) {
  return form.flatMap((section) => {
    const answer = answers[section.id]
    if (answer === undefined) return []
    return (isList(answer) ? answer : [answer]).flatMap((row) => {
      const rows = section.fields.flatMap((field) => {
        const value = row[field.id]
        const words = value === undefined || unsaid.includes(field.type) ? '' : wordOf(ctx, field, value)
        return words === '' ? [] : [{ label: field.label.vi, value: words }]
      })
      return rows.length === 0 ? [] : [{ title: section.title.vi, rows }]
    })
  })
}

/** The same, value by value, as the result's data file states it: `members.0.fullName` of a repeated section. */
export function valuesIn(ctx: Context, form: Form, answers: Answers): Statement['values'] {
  return form.flatMap((section) => {
    const answer = answers[section.id]
    if (answer === undefined) return []
    const rows = isList(answer) ? answer : [answer]
    return rows.flatMap((row, index) =>
      section.fields.flatMap((field) => {
        const value = row[field.id]
        if (value === undefined || value === null || unsaid.includes(field.type)) return []
        const path = [section.id, ...(isList(answer) ? [String(index)] : []), field.id].join('.')
        const { label, type } = field
        const text = wordOf(ctx, field, value)
        return [{ path, section: section.title, label, type, value: plain(value), text }]
      }),
    )
  })
}

/** A value as JSON has it: a place without the parts that were left out. */
const plain = (value: Value): z.core.util.JSONType => z.json().parse(JSON.parse(JSON.stringify(value)))

const isList = <T>(value: T | readonly T[]): value is readonly T[] => Array.isArray(value)

function wordOf(ctx: Context, field: Field, value: Value): string {
  if (typeof value === 'boolean') return value ? 'Có' : 'Không'
  if (typeof value === 'number') return `${value.toLocaleString('vi-VN')}${field.measure ? ` ${field.measure}` : ''}`
  if (typeof value === 'string') return field.type === 'date' ? shortDate(value) : named(ctx, field, value)
  if (value === null) return ''
  if (isTexts(value)) return value.map((one) => named(ctx, field, one)).join(', ')
  const commune = value.commune === undefined ? undefined : (findUnit(ctx, value.commune)?.name.vi ?? value.commune)
  return [value.line, commune, value.province].filter((part) => part !== undefined && part !== '').join(', ')
}

const isTexts = (value: object): value is readonly string[] => Array.isArray(value)

/** What a chosen value is called. */
function named(ctx: Context, field: Field, value: string): string {
  if (field.type === 'unit') return findUnit(ctx, value)?.name.vi ?? value
  const listed = field.list === undefined ? undefined : ctx.definitions.find(listKind, field.list)?.body.options
  return (field.options ?? listed)?.find((option) => option.value === value)?.label.vi ?? value
}
