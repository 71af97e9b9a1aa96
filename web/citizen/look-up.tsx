import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, type Output } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { say, useFormat, useLocale } from '../messages/use-messages.ts'
import { Choice, DateInput, TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import { EmptyState } from '../ui/state.tsx'
import { todayInProvince } from '../ui/format.ts'
import { useSettled } from '../ui/use-settled.ts'
import { useServices } from './use-services.ts'
import styles from './look-up.module.css'

type Questions = NonNullable<Output<'services.get'>['lookup']>

const isoDay = /^\d{4}-\d\d-\d\d$/

/** One box to ask in; the rows that fit below, with where they come from and of which day they are. */
export function LookUp({ service, lookup: { questions } }: { service: string; lookup: Questions }) {
  const { lookUp } = useServices()
  const locale = useLocale()
  const [words, setWords] = useState('')
  const [field, setField] = useState(questions[0]?.id)
  const [today] = useState(() => todayInProvince(new Date()))
  const [on, setOn] = useState<string | undefined>(today)
  const asked = useSettled(words.trim(), 150)
  const [question] = questions
  const dated = question?.type === 'date'
  const found = useQuery({
    ...ask('services.look-up', {
      service,
      ...(dated ? { on: on && isoDay.test(on) ? on : today } : { words: asked, field }),
    }),
    placeholderData: keepPreviousData,
  })
  const several = questions.length > 1
  const label = several ? lookUp.ask : question ? say(question.label, locale) : lookUp.ask
  return (
    <div className={styles.lookUp}>
      {question && (
        <div className={styles.ask}>
          {several && (
            <Choice
              frame={{ id: 'look-up-field', label: lookUp.field }}
              options={questions.map(({ id, label: name }) => ({ value: id, label: say(name, locale) }))}
              value={field}
              onChange={setField}
              choose={lookUp.field}
            />
          )}
          {dated ? (
            <DateInput frame={{ id: 'look-up', label }} value={on} onChange={setOn} />
          ) : (
            <TextInput frame={{ id: 'look-up', label }} value={words} onChange={setWords} />
          )}
        </div>
      )}
      <QueryState query={found}>{(answer) => <Rows answer={answer} />}</QueryState>
    </div>
  )
}

type Answer = Output<'services.look-up'>

function Rows({ answer: { columns, rows, source, asOf, remark } }: { answer: Answer }) {
  const { lookUp } = useServices()
  const locale = useLocale()
  const format = useFormat()
  return (
    <>
      {remark && <Notice kind="watch">{say(remark, locale)}</Notice>}
      <p className={styles.count} role="status">
        {lookUp.rows(rows.length)}
      </p>
      {rows.length === 0 ? (
        <EmptyState title={lookUp.nothing} text={lookUp.nothingText} />
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.id} scope="col">
                  {say(column.label, locale)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <tr key={at}>
                {columns.map((column, index) => (
                  <td key={column.id} data-label={say(column.label, locale)}>
                    <Cell type={column.type} value={row[index] ?? ''} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className={styles.source}>{lookUp.source(say(source, locale), format.date(asOf))}</p>
    </>
  )
}

function Cell({ type, value }: { type: Answer['columns'][number]['type']; value: string }) {
  const format = useFormat()
  if (value === '') return <span aria-hidden>–</span>
  if (type === 'date') return format.date(value)
  if (type === 'phone') return <a href={`tel:${value.replaceAll(' ', '')}`}>{value}</a>
  if (type === 'link')
    return (
      <a href={value} rel="noopener">
        {value}
      </a>
    )
  return value
}
