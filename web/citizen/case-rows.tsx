import type { Output } from '../api.ts'
import { RowLink } from '../components/row-link.tsx'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import listStyles from '../ui/list.module.css'
import { StatusMark } from '../ui/status-mark.tsx'
import { statusOf, type CaseItem } from './case-status.ts'

export function CaseRows({ items }: { items: readonly CaseItem[] }) {
  const { mine } = useMessages()
  const locale = useLocale()
  const format = useFormat()
  if (items.length === 0) return null
  return (
    <ul className={listStyles.list}>
      {items.map((item) => (
        <li key={item.code}>
          <RowLink
            to={paths.myCase}
            params={{ code: item.code }}
            title={say(item.procedure.name, locale)}
            note={[item.code, item.times.dueAt && !item.times.resolvedAt && mine.due(format.date(item.times.dueAt))]
              .filter(Boolean)
              .join(' · ')}
            mark={<StatusMark status={statusOf(item.state.name)}>{say(item.state.text, locale)}</StatusMark>}
          />
        </li>
      ))}
    </ul>
  )
}

export type DraftItem = Output<'cases.list-drafts'>['items'][number]

export function DraftRows({ items }: { items: readonly DraftItem[] }) {
  const { mine } = useMessages()
  const locale = useLocale()
  const format = useFormat()
  if (items.length === 0) return null
  return (
    <ul className={listStyles.list}>
      {items.map((item) => (
        <li key={item.id}>
          <RowLink
            to={paths.apply}
            params={{ code: item.procedure.code }}
            title={say(item.procedure.name, locale)}
            note={mine.savedAt(format.dateTime(item.savedAt))}
            mark={<StatusMark status="unknown">{mine.draft}</StatusMark>}
          />
        </li>
      ))}
    </ul>
  )
}
