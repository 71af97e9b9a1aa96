import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { RowLink } from '../components/row-link.tsx'
import { useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { Choice } from '../ui/inputs.tsx'
import listStyles from '../ui/list.module.css'
import { PageTitle } from '../ui/page-title.tsx'
import { EmptyState, Skeleton } from '../ui/state.tsx'
import { askFacets } from './life-events.tsx'
import { SearchBox } from './search-box.tsx'
import styles from './procedures.module.css'

const step = 20

type Filter = { field?: string | undefined; agency?: string | undefined; lifeEvent?: string | undefined }

export function ProceduresPage() {
  const { list, house, loading } = useMessages()
  const { q = '', ...filter } = useSearch({ from: '/citizen/thu-tuc' })
  const [limit, setLimit] = useState(step)
  const found = useQuery({ ...ask('procedures.search', { q, ...filter, limit }), placeholderData: keepPreviousData })
  return (
    <>
      <PageTitle title={list.title} house={house} />
      <SearchBox key={q} initial={q} of="procedures" />
      <div className={styles.layout}>
        <Filters filter={filter} />
        <QueryState query={found} waiting={<Skeleton lines={9} label={loading} />}>
          {({ total, items }) => (
            <section aria-live="polite">
              <p className={styles.count}>{list.found(total, q)}</p>
              {total === 0 ? (
                <EmptyState title={list.emptyTitle} text={list.emptyText} />
              ) : (
                <ul className={listStyles.list}>
                  {items.map((item) => (
                    <li key={item.code}>
                      <RowLink
                        to={paths.procedure}
                        params={{ code: item.code }}
                        title={item.name}
                        note={`${item.fieldName} · ${list.online[item.online]}`}
                      />
                    </li>
                  ))}
                </ul>
              )}
              {items.length < total && (
                <p className={styles.more}>
                  <Button kind="secondary" onClick={() => setLimit(limit + step)} busy={found.isPlaceholderData}>
                    {list.more}
                  </Button>
                </p>
              )}
            </section>
          )}
        </QueryState>
      </div>
    </>
  )
}

/** Open beside the list on a wide screen, folded above it on a phone. */
function Filters({ filter }: { filter: Filter }) {
  const { list } = useMessages()
  const navigate = useNavigate({ from: '/thu-tuc' })
  const facets = useQuery(askFacets)
  const [wide] = useState(() => matchMedia('(min-width: 60em)').matches)
  const put = (part: Filter) => void navigate({ search: (known) => withoutEmpty({ ...known, ...part }) })
  const groups = [
    { key: 'lifeEvent', label: list.lifeEvent, options: facets.data?.lifeEvents },
    { key: 'field', label: list.field, options: facets.data?.fields },
    { key: 'agency', label: list.agency, options: facets.data?.agencies },
  ] as const
  const filtered = Object.values(filter).some(Boolean)
  return (
    <details className={styles.filters} open={wide || filtered}>
      <summary>{list.filter}</summary>
      <div className={styles.filterFields}>
        {groups.map(({ key, label, options = [] }) => (
          <Choice
            key={key}
            list
            frame={{ id: key, label }}
            choose={list.every}
            options={options.map((option) => ({ value: option.id, label: `${option.name} (${option.count})` }))}
            value={filter[key]}
            onChange={(value) => put({ [key]: value })}
          />
        ))}
        {filtered && (
          <Button kind="plain" onClick={() => put({ lifeEvent: undefined, field: undefined, agency: undefined })}>
            {list.clear}
          </Button>
        )}
      </div>
    </details>
  )
}

const withoutEmpty = (search: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(search).filter((pair): pair is [string, string] => Boolean(pair[1])))
