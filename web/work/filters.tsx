import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { forwardRef, type ReactNode, type RefObject } from 'react'
import { ask } from '../api.ts'
import { say, useFormat, useLocale } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { placeOf, states, type QueueSearch } from './queue.ts'
import { useOfficial } from './session.ts'
import type { CaseItem } from './use-cases.ts'
import { useWork } from './use-work.ts'
import styles from './inbox.module.css'

type FiltersProps = {
  search: QueueSearch
  items: readonly CaseItem[]
  text: string
  onText: (text: string) => void
  field: RefObject<HTMLInputElement | null>
}

/** Narrowing the list: how its time stands, what it is about, how it came, who has it, and what is typed. */
export function Filters({ search, items, text, onText, field }: FiltersProps) {
  const { list } = useWork()
  const locale = useLocale()
  const format = useFormat()
  const navigate = useNavigate()
  const put = (change: QueueSearch) => void navigate({ to: paths.work, search: { ...search, ...change } })
  const atWork = useQuery({ ...ask('cases.list-procedures-at-work', placeOf(search)), staleTime: 60_000 })
  const procedures = (atWork.data?.items ?? []).map(
    ({ procedure, open }) => [procedure.id, `${say(procedure.name, locale)} (${format.number(open)})`] as const,
  )
  return (
    <div className={styles.filters}>
      <StateTabs now={search.state ?? 'open'} onChange={(state) => put({ state: state === 'open' ? '' : state })} />
      <SearchField text={text} onText={onText} ref={field} />
      <div className={styles.selects}>
        <Select label={list.procedure} value={search.procedure ?? ''} onChange={(procedure) => put({ procedure })}>
          <option value="">{list.anyProcedure}</option>
          <Kept value={search.procedure} options={procedures} />
        </Select>
        <Select label={list.channel} value={search.channel ?? ''} onChange={(channel) => put({ channel })}>
          <option value="">{list.anyChannel}</option>
          {Object.entries(list.channels).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
        <Assignees search={search} items={items} onChange={(assignee) => put({ assignee })} />
      </div>
    </div>
  )
}

function StateTabs({ now, onChange }: { now: string; onChange: (state: string) => void }) {
  const { list } = useWork()
  return (
    <div className={styles.states} role="group">
      {states.map((state) => (
        <button key={state} type="button" aria-pressed={state === now} onClick={() => onChange(state)}>
          {list.states[state]}
        </button>
      ))}
    </div>
  )
}

type FieldProps = { text: string; onText: (text: string) => void }

const SearchField = forwardRef<HTMLInputElement, FieldProps>(function SearchField({ text, onText }, ref) {
  const { list } = useWork()
  const navigate = useNavigate()
  return (
    <div className={styles.find}>
      <input
        ref={ref}
        type="search"
        value={text}
        placeholder={list.filter}
        aria-label={list.filterHint}
        title={list.filterHint}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur()
          if (event.key === 'Enter' && text.trim()) void navigate({ to: paths.workSearch, search: { q: text.trim() } })
        }}
      />
      <kbd aria-hidden>/</kbd>
    </div>
  )
})

function Assignees({
  search,
  items,
  onChange,
}: Pick<FiltersProps, 'search' | 'items'> & { onChange: (id: string) => void }) {
  const { list } = useWork()
  const { id } = useOfficial()
  const staff = useQuery({ ...ask('people.list-staff', { unit: search.unit ?? '' }), enabled: Boolean(search.unit) })
  const people =
    staff.data?.map((one) => [one.id, one.name] as const) ??
    optionsOf(items, (item) => item.assignee && [item.assignee.id, item.assignee.name])
  if (search.view !== 'all') return null
  return (
    <Select label={list.assignee} value={search.assignee ?? ''} onChange={onChange}>
      <option value="">{list.anyone}</option>
      <option value={id}>{list.me}</option>
      <Kept value={search.assignee} options={people.filter(([value]) => value !== id)} />
    </Select>
  )
}

type SelectProps = { label: string; value: string; onChange: (value: string) => void; children: ReactNode }

function Select({ label, value, onChange, children }: SelectProps) {
  return (
    <select
      aria-label={label}
      data-set={value !== '' || undefined}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {children}
    </select>
  )
}

type Choices = readonly (readonly [string, string])[]

/** The choices at hand, with the one in the address even when nothing on this page has it. */
function Kept({ value, options }: { value: string | undefined; options: Choices }) {
  const missing = value && !options.some(([one]) => one === value)
  return (
    <>
      {missing && <option value={value}>{value}</option>}
      {options.map(([one, label]) => (
        <option key={one} value={one}>
          {label}
        </option>
      ))}
    </>
  )
}

function optionsOf(
  items: readonly CaseItem[],
  pick: (item: CaseItem) => readonly [string, string] | undefined | false,
): Choices {
  const found = new Map<string, string>()
  for (const item of items) {
    const picked = pick(item)
    if (picked) found.set(...picked)
  }
  return [...found].toSorted(([, one], [, other]) => one.localeCompare(other, 'vi'))
}
