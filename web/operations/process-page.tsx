import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { ask, type Output } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useLive } from '../live.ts'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { todayInProvince } from '../ui/format.ts'
import { useDocumentTitle } from '../ui/page-title.tsx'
import { Skeleton } from '../ui/state.tsx'
import { Breadcrumb } from './breadcrumb.tsx'
import { useFigures } from './figures.ts'
import { ProcessFigures } from './process-figures.tsx'
import { ProcessFlow } from './process-flow.tsx'
import { ProcessParts } from './process-parts.tsx'
import { ProcessVariants } from './process-variants.tsx'
import { Segments } from './segments.tsx'
import { useNow } from '../components/use-now.ts'
import { useUnits } from './units.ts'
import { addDays } from './view.ts'
import { useWords } from './words.ts'
import pageStyles from './page.module.css'
import styles from './process.module.css'

export type Process = Output<'processes.get'>

const ranges = { all: undefined, month: 30, quarter: 90, year: 365 } as const
type Range = keyof typeof ranges
const rangeNames = ['all', 'month', 'quarter', 'year'] as const satisfies readonly Range[]

/** One process as it really runs, for any stretch of time and any unit. */
export function ProcessPage() {
  const { procedure } = useParams({ from: '/operations/dieu-hanh/quy-trinh/$procedure' })
  const search = useSearch({ from: '/operations/dieu-hanh/quy-trinh/$procedure' })
  const { from, to, unit } = search
  const words = useWords()
  const locale = useLocale()
  const { house, loading } = useMessages()
  const navigate = useNavigate()
  const found = useQuery({
    ...ask('processes.get', { procedure, ...(from && { from }), ...(to && { to }), ...(unit && { unit }) }),
    placeholderData: keepPreviousData,
  })
  useLive([`process:${found.data?.procedure ?? procedure}`], ['processes.get'])
  const name = found.data ? say(found.data.name, locale) : procedure
  useDocumentTitle(name, house)
  const show = (next: typeof search) => {
    const kept = Object.fromEntries(Object.entries({ ...search, ...next }).filter(([, value]) => value))
    void navigate({ to: paths.operationsProcess, params: { procedure }, search: kept, resetScroll: false })
  }
  const today = todayInProvince(useNow(60_000))
  const chosen = rangeNames.find((one) => startOf(one, today) === (from ?? '')) ?? 'all'
  return (
    <main id="content" className={pageStyles.page} tabIndex={-1}>
      <Breadcrumb
        levels={[
          <Link key="all" to={paths.operationsProcesses}>
            {words.processes}
          </Link>,
          name,
        ]}
      />
      <div className={pageStyles.head}>
        <div className={styles.title}>
          <h1 tabIndex={-1}>{name}</h1>
          {found.data && <Span process={found.data} />}
        </div>
        <div className={styles.filters}>
          <Segments
            label={words.process.range}
            options={rangeNames.map((one) => [one, words.process.ranges[one]] as const)}
            value={chosen}
            onChange={(one) => show({ from: startOf(one, today), to: '' })}
          />
          <UnitChoice unit={unit} onUnit={(code) => show({ unit: code })} />
        </div>
      </div>
      <QueryState query={found} waiting={<Skeleton lines={12} label={loading} />}>
        {(process) => (
          <div className={styles.parts}>
            <ProcessFigures process={process} />
            <ProcessFlow
              process={process}
              detail={Number(search.detail) || undefined}
              onDetail={(detail) => show({ detail: String(detail) })}
            />
            <ProcessVariants process={process} />
            <ProcessParts process={process} />
          </div>
        )}
      </QueryState>
    </main>
  )
}

const startOf = (range: Range, today: string): string => {
  const days = ranges[range]
  return days === undefined ? '' : addDays(today, 1 - days)
}

function Span({ process: { cases, first, last } }: { process: Process }) {
  const words = useWords().process
  const format = useFormat()
  const figures = useFigures()
  return (
    <p className={pageStyles.muted}>
      {words.casesOf(figures.count(cases))}
      {first && last && ` · ${words.since(format.date(first), format.date(last))}`}
    </p>
  )
}

function UnitChoice({ unit, onUnit }: { unit: string | undefined; onUnit: (unit: string) => void }) {
  const words = useWords().process
  const units = useUnits()
  const items = [...units.byCode.values()].filter(({ kind }) => kind !== 'centre' && kind !== 'province')
  return (
    <select
      className={styles.select}
      aria-label={words.unit}
      value={unit ?? ''}
      onChange={(event) => onUnit(event.target.value)}
    >
      <option value="">{words.everyUnit}</option>
      {items.map(({ code }) => (
        <option key={code} value={code}>
          {units.name(code)}
        </option>
      ))}
    </select>
  )
}
