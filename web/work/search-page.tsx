import { Link, useNavigate, useSearch as useAddress } from '@tanstack/react-router'
import { useState } from 'react'
import type { Input } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { Choice, DateInput, TextInput } from '../ui/inputs.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { Picker } from '../ui/picker.tsx'
import { EmptyState } from '../ui/state.tsx'
import { TableBox } from '../ui/table-box.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { useAgencies } from './act-lists.tsx'
import { StateMark } from './case-head.tsx'
import { caseStates } from './states.ts'
import { rowsOf, useNear, useSearch, type CaseItem } from './use-cases.ts'
import { useWork } from './use-work.ts'
import styles from './work.module.css'

type Asked = { q?: string; state?: string; unit?: string; from?: string; to?: string }

/** An identity number must not stand in an address: it is kept in the page alone. */
const isNumber = (q: string | undefined): boolean => /^\s*(\d[\s.-]*){9,12}$/.test(q ?? '')

export function SearchPage() {
  const { house } = useMessages()
  const { search } = useWork()
  const address: Asked = useAddress({ strict: false })
  const navigate = useNavigate()
  const [kept, setKept] = useState<string>()
  const asked: Asked = { ...address, ...(kept && { q: kept }) }
  const go = (next: Asked) => {
    const hidden = isNumber(next.q)
    setKept(hidden ? next.q : undefined)
    const { q: _, ...rest } = next
    void navigate({ to: paths.workSearch, search: hidden ? rest : next, replace: true })
  }
  return (
    <main id="content" className={`${styles.page} ${styles.dense}`}>
      <PageTitle title={search.title} lead={search.lead} house={house} />
      <SearchForm key={JSON.stringify(address)} asked={asked} onGo={go} />
      <Found asked={asked} />
    </main>
  )
}

function SearchForm({ asked, onGo }: { asked: Asked; onGo: (asked: Asked) => void }) {
  const { search } = useWork()
  const locale = useLocale()
  const agencies = useAgencies()
  const [typed, setTyped] = useState(asked)
  useKeys({
    '/': (event) => {
      event.preventDefault()
      document.getElementById('search-q')?.focus()
    },
  })
  const put = (change: Asked) => setTyped({ ...typed, ...change })
  return (
    <form
      role="search"
      className={styles.searchForm}
      onSubmit={(event) => {
        event.preventDefault()
        onGo(typed)
      }}
    >
      <TextInput
        frame={{ id: 'search-q', label: search.q }}
        value={typed.q ?? ''}
        onChange={(q) => put({ q })}
        maxLength={200}
      />
      <Choice
        list
        frame={{ id: 'search-state', label: search.state }}
        options={caseStates.map(({ name, text }) => ({ value: name, label: say(text, locale) }))}
        value={typed.state || undefined}
        onChange={(state) => put({ state: state ?? '' })}
        choose={search.anyState}
      />
      <Picker
        frame={{ id: 'search-unit', label: search.unit }}
        options={agencies}
        value={typed.unit || undefined}
        onChange={(unit) => put({ unit: unit ?? '' })}
        nothing={search.unitNothing}
        placeholder={search.anyUnit}
      />
      <DateInput
        frame={{ id: 'search-from', label: search.from }}
        value={typed.from}
        onChange={(from) => put({ from: from ?? '' })}
      />
      <DateInput
        frame={{ id: 'search-to', label: search.to }}
        value={typed.to}
        onChange={(to) => put({ to: to ?? '' })}
      />
      <Button type="submit">{search.button}</Button>
    </form>
  )
}

const day = (text: string | undefined) => (text && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined)

function inputOf({ q, state, unit, from, to }: Asked): Input<'cases.search'> {
  const days = { from: day(from), to: day(to) }
  return {
    limit: 50,
    ...(q && { q }),
    ...(state && { state }),
    ...(unit && { unit }),
    ...(days.from && { from: days.from }),
    ...(days.to && { to: days.to }),
  }
}

function Found({ asked }: { asked: Asked }) {
  const { search, list } = useWork()
  const format = useFormat()
  const input = inputOf(asked)
  const found = useSearch(input, Object.keys(input).length > 1)
  const items = rowsOf(found.data?.pages)
  const more = () => {
    if (found.hasNextPage && !found.isFetchingNextPage) void found.fetchNextPage()
  }
  const near = useNear(more)
  if (Object.keys(input).length === 1) return null
  return (
    <QueryState query={found}>
      {() =>
        items.length === 0 ? (
          <EmptyState title={search.nothing} text={search.nothingText} />
        ) : (
          <>
            <Table items={items} />
            <div className={styles.end} ref={near}>
              <span role="status">
                {(found.hasNextPage ? list.shownMore : list.shown)(format.number(items.length))}
              </span>
              {found.hasNextPage && (
                <Button kind="secondary" small onClick={more} busy={found.isFetchingNextPage}>
                  {list.more}
                </Button>
              )}
            </div>
          </>
        )
      }
    </QueryState>
  )
}

function Table({ items }: { items: readonly CaseItem[] }) {
  const { search } = useWork()
  const locale = useLocale()
  const format = useFormat()
  const { columns } = search
  return (
    <TableBox label={search.title}>
      <table className={`${styles.table} ${styles.cards}`}>
        <thead>
          <tr>
            <th scope="col">{columns.applicant}</th>
            <th scope="col">{columns.procedure}</th>
            <th scope="col">{columns.state}</th>
            <th scope="col">{columns.due}</th>
            <th scope="col">{columns.code}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.code}>
              <th scope="row">
                <Link to={paths.workCase} params={{ code: item.code }} preload={false}>
                  {item.applicant}
                </Link>
              </th>
              <td>
                {say(item.procedure.name, locale)}
                <small>{say(item.unit.name, locale)}</small>
              </td>
              <td>
                <StateMark state={item.state} />
              </td>
              <td className={styles.nowrap}>{item.times.dueAt ? format.date(item.times.dueAt) : '–'}</td>
              <td className={styles.nowrap}>{item.code}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  )
}
