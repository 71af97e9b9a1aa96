import { IconAdjustmentsHorizontal, IconChevronDown, IconPlus } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery, keepPreviousData } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ask } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useShapes } from '../components/use-shapes.ts'
import { PlaceMap, type Mark } from '../maps/place-map.tsx'
import { useReports } from '../messages/use-reports.ts'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { todayInProvince } from '../ui/format.ts'
import { PageTitle } from '../ui/page-title.tsx'
import { EmptyState, Skeleton } from '../ui/state.tsx'
import { ReportCard } from './report-lines.tsx'
import { ReportNav } from './report-nav.tsx'
import { Ranking } from './report-ranking.tsx'
import pageStyles from './page.module.css'
import styles from './reports.module.css'

type Search = { loai?: string; xa?: string; giaidoan?: string; thang?: string }
type Stage = 'received' | 'handling' | 'answered'
const stages: readonly Stage[] = ['received', 'handling', 'answered']

/** What everybody may see: the map, the list beside it, and how units answer. */
export function ReportsPage() {
  const t = useReports()
  const { house } = useMessages()
  const search: Search = useSearch({ strict: false })
  const filter = filterOf(search)
  return (
    <>
      <PageTitle title={t.title} lead={t.lead} house={house} />
      <div className={styles.top}>
        <Link className={buttonClass()} to={paths.reportSend}>
          <IconPlus size={20} aria-hidden /> {t.send}
        </Link>
        <ReportNav />
      </div>
      <Filters search={search} />
      <div className={styles.split}>
        <ReportsMap filter={filter} />
        <ReportList filter={filter} commune={search.xa} />
      </div>
      <Ranking />
      <p className={`${styles.exports} no-print`}>
        <a href="/api/reports/open.csv" download>
          {t.exportCsv}
        </a>
        <a href="/api/reports/open.geojson" download>
          {t.exportGeo}
        </a>
        <Link to={paths.connectApps}>{t.connectApps}</Link>
      </p>
    </>
  )
}

type Filter = { category?: string; stage?: Stage; since?: string }

function filterOf({ loai, giaidoan, thang }: Search): Filter {
  const stage = stages.find((one) => one === giaidoan)
  const months = Number(thang ?? 12)
  return {
    ...(loai && { category: loai }),
    ...(stage && { stage }),
    ...(months > 0 && { since: monthsAgo(months - 1) }),
  }
}

/** The first day of a month of the province. */
function monthsAgo(count: number): string {
  const [year = 0, month = 1] = todayInProvince(new Date()).split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 - count, 1)).toISOString().slice(0, 10)
}

function Filters({ search }: { search: Search }) {
  const t = useReports()
  const locale = useLocale()
  const navigate = useNavigate()
  const categories = useQuery({ ...ask('reports.categories', {}), staleTime: 60 * 60_000 })
  const units = useQuery({ ...ask('units.list', { kind: 'commune' }), staleTime: 60 * 60_000 })
  const [open, setOpen] = useState(false)
  const set = (change: Search) => void navigate({ to: paths.reports, search: { ...search, ...change }, replace: true })
  const category = categories.data?.items.find(({ id }) => id === search.loai)
  const commune = units.data?.items.find(({ code }) => code === search.xa)
  const chosen = [
    category ? say(category.name, locale) : t.allCategories,
    commune ? say(commune.name, locale) : t.allCommunes,
    Object.entries(t.months).find(([months]) => months === (search.thang ?? '12'))?.[1],
    ...stages.filter((stage) => stage === search.giaidoan).map((stage) => t.stages[stage]),
  ].join(' · ')
  return (
    <>
      <button
        type="button"
        className={styles.filterButton}
        aria-expanded={open}
        aria-controls="report-filters"
        onClick={() => setOpen(!open)}
      >
        <IconAdjustmentsHorizontal size={20} aria-hidden />
        <span>
          <strong>{t.filter}</strong> <span>{chosen}</span>
        </span>
        <IconChevronDown size={20} aria-hidden />
      </button>
      <form
        id="report-filters"
        className={styles.filters}
        data-open={open || undefined}
        aria-label={t.filter}
        onSubmit={(event) => event.preventDefault()}
      >
        <label>
          {t.category}
          <select value={search.loai ?? ''} onChange={(event) => set({ loai: event.target.value })}>
            <option value="">{t.allCategories}</option>
            {(categories.data?.groups ?? []).map((group) => (
              <optgroup key={group.id} label={say(group.name, locale)}>
                {(categories.data?.items ?? [])
                  .filter((item) => item.group === group.id)
                  .map((item) => (
                    <option key={item.id} value={item.id}>
                      {say(item.name, locale)}
                    </option>
                  ))}
              </optgroup>
            ))}
          </select>
        </label>
        <label>
          {t.commune}
          <select value={search.xa ?? ''} onChange={(event) => set({ xa: event.target.value })}>
            <option value="">{t.allCommunes}</option>
            {(units.data?.items ?? []).map((unit) => (
              <option key={unit.code} value={unit.code}>
                {say(unit.name, locale)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t.since}
          <select value={search.thang ?? '12'} onChange={(event) => set({ thang: event.target.value })}>
            {Object.entries(t.months)
              .toSorted(([a], [b]) => (Number(a) || 999) - (Number(b) || 999))
              .map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
          </select>
        </label>
        <fieldset className={styles.stages}>
          <legend className="visually-hidden">{t.detail.progress}</legend>
          {(['', ...stages] as const).map((stage) => (
            <label key={stage} data-stage={stage || undefined}>
              <input
                type="radio"
                name="stage"
                checked={(search.giaidoan ?? '') === stage}
                onChange={() => set({ giaidoan: stage })}
              />
              <span>{stage === '' ? t.all : t.stages[stage]}</span>
            </label>
          ))}
        </fieldset>
      </form>
    </>
  )
}

/** A count needs about so much to be read beside the next. */
const discPixels = 34

function ReportsMap({ filter }: { filter: Filter }) {
  const t = useReports()
  const format = useFormat()
  const locale = useLocale()
  const navigate = useNavigate()
  const ground = useShapes()
  const [seen, setSeen] = useState<{ box: string; across: number }>()
  const categories = useQuery({ ...ask('reports.categories', {}), staleTime: 60 * 60_000 })
  const found = useQuery({
    ...ask('reports.map', { ...filter, box: '0,0,1,1', ...seen }),
    enabled: seen !== undefined,
    placeholderData: keepPreviousData,
  })
  const nameOf = (id: string) => {
    const category = categories.data?.items.find((item) => item.id === id)
    return category ? say(category.name, locale) : id
  }
  const points = (found.data?.points ?? []).map(({ code, lon, lat, category, stage }): Mark => ({
    key: code,
    place: [lon, lat],
    stage: stages.find((one) => one === stage) ?? 'handling',
    count: 1,
    label: `${nameOf(category)} · ${t.stages[stages.find((one) => one === stage) ?? 'handling']}`,
  }))
  const squares = (found.data?.squares ?? []).map(({ lon, lat, ...counts }): Mark => {
    const count = counts.received + counts.handling + counts.answered
    const stage = stages.toSorted((a, b) => counts[b] - counts[a])[0] ?? 'handling'
    return {
      key: `${lon} ${lat}`,
      place: [lon, lat],
      stage,
      count,
      square: true,
      label: t.squares(format.number(count)),
    }
  })
  if (!ground) return <Skeleton lines={8} label={t.map} />
  return (
    <section className={styles.mapBox} aria-label={t.map}>
      <PlaceMap
        {...ground}
        label={t.mapLabel}
        marks={[...squares, ...points]}
        onView={(box, width) => setSeen({ box: box.join(','), across: Math.round(width / discPixels) })}
        onOpen={(mark) => void navigate({ to: paths.report, params: { code: mark.key } })}
      />
      <ul className={styles.legend}>
        {stages.map((stage) => (
          <li key={stage} data-stage={stage}>
            {t.stages[stage]}
          </li>
        ))}
      </ul>
    </section>
  )
}

function ReportList({ filter, commune }: { filter: Filter; commune: string | undefined }) {
  const t = useReports()
  const asked = { ...filter, ...(commune && { commune }), limit: 20 }
  const found = useInfiniteQuery({
    queryKey: ['reports.list', asked],
    queryFn: ({ pageParam, signal }) =>
      api.query('reports.list', { ...asked, ...(pageParam && { after: pageParam }) }, { signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  })
  return (
    <section aria-label={t.list}>
      <QueryState query={found} waiting={<Skeleton lines={8} label={t.list} />}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items)
          if (items.length === 0) return <EmptyState title={t.empty} text={t.emptyText} />
          return (
            <>
              <ul className={styles.cards}>
                {items.map((report) => (
                  <ReportCard key={report.code} report={report} />
                ))}
              </ul>
              {found.hasNextPage && (
                <p className={pageStyles.actions}>
                  <Button kind="secondary" busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
                    {t.more}
                  </Button>
                </p>
              )}
            </>
          )
        }}
      </QueryState>
    </section>
  )
}
