import type { Field, Section, Value } from '#core/forms/model'
import { say, useFormat, useLocale, useMessages } from '../../messages/use-messages.ts'
import { formatPhone } from '../../ui/format.ts'
import { writeDate } from '../../ui/typed-values.ts'
import { rowsOf, type Draft } from './answers.ts'
import { addressOf } from './field-input.tsx'
import { useCommunes } from './unit-input.tsx'
import styles from './form.module.css'

/** What was answered in a section, to be read: for the review, the receipt and the officer. */
export function AnswerList({ section, draft }: { section: Section; draft: Draft }) {
  const locale = useLocale()
  const write = useAnswerWords()
  const rows = rowsOf(draft, section)
  return rows.map((row, at) => {
    const answered = section.fields.filter((field) => (row[field.id] ?? '') !== '')
    return (
      <dl key={at} className={styles.answers}>
        {answered.map((field) => (
          <div key={field.id}>
            <dt>{say(field.label, locale)}</dt>
            <dd>{write(field, row[field.id])}</dd>
          </div>
        ))}
      </dl>
    )
  })
}

export function useAnswerWords(): (field: Field, value: Value | undefined) => string {
  const locale = useLocale()
  const format = useFormat()
  const { yes, no } = useMessages()
  const communes = useCommunes()
  const communeName = (code: string) => communes.find((unit) => unit.value === code)?.label ?? code
  const optionName = (field: Field, value: string) => {
    const label = field.options?.find((option) => option.value === value)?.label
    return label ? say(label, locale) : value
  }
  return (field, value) => {
    if (value === undefined || value === null) return ''
    if (typeof value === 'boolean') return value ? yes : no
    if (typeof value === 'number') {
      if (field.type === 'money') return format.money(value)
      return [format.number(value, 6), field.measure].filter(Boolean).join(' ')
    }
    if (Array.isArray(value)) return value.map((one) => optionName(field, String(one))).join(', ')
    if (typeof value === 'string') {
      if (field.type === 'date') return writeDate(value)
      if (field.type === 'phone') return formatPhone(value)
      return field.type === 'unit' ? communeName(value) : optionName(field, value)
    }
    const { line, commune } = addressOf(value)
    return [line, commune && communeName(commune)].filter(Boolean).join(', ')
  }
}
