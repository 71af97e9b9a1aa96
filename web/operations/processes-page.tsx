import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { RowLink } from '../components/row-link.tsx'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import listStyles from '../ui/list.module.css'
import { PageTitle } from '../ui/page-title.tsx'
import { foldText } from '../ui/fold-text.ts'
import { EmptyState, Skeleton } from '../ui/state.tsx'
import { useFigures } from './figures.ts'
import { useWords } from './words.ts'
import styles from './process.module.css'
import pageStyles from './page.module.css'

/** The processes that have cases, the busiest first. */
export function ProcessesPage() {
  const words = useWords().process
  const locale = useLocale()
  const format = useFormat()
  const figures = useFigures()
  const { house, loading } = useMessages()
  const [wanted, setWanted] = useState('')
  const found = useQuery(ask('processes.list', {}))
  const folded = foldText(wanted).trim()
  return (
    <main id="content" className={pageStyles.page} tabIndex={-1}>
      <PageTitle title={words.title} lead={words.lead} house={house} />
      <input
        className={styles.search}
        type="search"
        aria-label={words.find}
        placeholder={words.find}
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
      />
      <QueryState query={found} waiting={<Skeleton lines={9} label={loading} />}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={words.title} text={words.empty} />
          ) : (
            <ul className={`${listStyles.list} ${styles.processes}`}>
              {items
                .filter(({ name }) => foldText(say(name, locale)).includes(folded))
                .toSorted((a, b) => b.cases - a.cases)
                .map((item) => (
                  <li key={item.procedure}>
                    <RowLink
                      to={paths.operationsProcess}
                      params={{ procedure: item.procedure }}
                      title={say(item.name, locale)}
                      note={`${words.since(format.date(item.first), format.date(item.last))}${item.imported ? ` · ${words.imported}` : ''}`}
                      mark={<strong className={styles.amount}>{words.casesOf(figures.count(item.cases))}</strong>}
                    />
                  </li>
                ))}
            </ul>
          )
        }
      </QueryState>
    </main>
  )
}
