import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../api.ts'
import { useFormat } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { todayInProvince } from '../ui/format.ts'
import { StatusMark, type Status } from '../ui/status-mark.tsx'
import { useUnits } from './units.ts'
import { useNow } from '../components/use-now.ts'
import { viewOf, type View } from './view.ts'
import { useWords, type OperationsMessages } from './words.ts'
import styles from './stream.module.css'

const shades: Record<string, Status> = {
  'cases.closed': 'good',
  'cases.approved': 'good',
  'cases.returned': 'good',
  'cases.overdue': 'bad',
  'cases.refused': 'watch',
  'cases.refused-at-intake': 'watch',
  'cases.supplement-requested': 'watch',
  'cases.apologised': 'watch',
}

/** What just happened in the province, newest first; a new line glows once. */
export function Stream({ view, unit, limit = 24 }: { view: View; unit?: string | undefined; limit?: number }) {
  const words = useWords()
  const format = useFormat()
  const units = useUnits()
  const now = useNow(30_000)
  const { data } = useQuery({
    ...ask('indicators.stream', { limit, ...(unit && { unit }) }),
    placeholderData: keepPreviousData,
  })
  // What stood there when the screen was opened is not news.
  const [opened] = useState(() => new Date().toISOString())
  const items = data?.items ?? []
  const acts: Record<string, string> = words.acts
  return (
    <section className={styles.stream} aria-label={words.stream}>
      <h2>{words.stream}</h2>
      {data && items.length === 0 && <p className={styles.empty}>{words.streamEmpty}</p>}
      <ol className={styles.items}>
        {items.map((item) => (
          <li key={item.id} data-new={item.at > opened || undefined}>
            <Link
              to={paths.operationsCase}
              params={{ code: item.record }}
              search={{ ...viewOf(view), ...(item.procedure && { procedure: item.procedure }) }}
            >
              <time dateTime={item.at}>{agoText(item.at, now, words, format)}</time>
              <StatusMark status={shades[item.type] ?? 'active'} bare>
                {acts[item.type] ?? item.type}
              </StatusMark>
              <span className={styles.unit}>{units.short(item.unit)}</span>
            </Link>
          </li>
        ))}
      </ol>
    </section>
  )
}

function agoText(at: string, now: Date, words: OperationsMessages, format: ReturnType<typeof useFormat>): string {
  const minutes = Math.floor((now.getTime() - new Date(at).getTime()) / 60_000)
  if (minutes < 1) return words.ago.seconds
  if (minutes < 60) return words.ago.minutes(minutes)
  if (todayInProvince(now) === todayInProvince(new Date(at))) return format.time(at)
  return format.date(at).slice(0, 5)
}
