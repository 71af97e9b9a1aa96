import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { ask, type Output } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useShapes } from '../components/use-shapes.ts'
import { PlaceMap, type Mark, type Place } from '../maps/place-map.tsx'
import { useReports } from '../messages/use-reports.ts'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { PageTitle } from '../ui/page-title.tsx'
import { EmptyState, Skeleton } from '../ui/state.tsx'
import { StatusMark } from '../ui/status-mark.tsx'
import { useCalmLive } from './calm-live.ts'
import { ReportSheet } from './report-sheet.tsx'
import { useNow } from './time-bar.tsx'
import { useWork } from './use-work.ts'
import { useDeskWords } from './use-desk-words.ts'
import styles from './report-desk.module.css'

type Line = Output<'reports.desk'>['items'][number]
type Search = { view?: string; case?: string; category?: string }
const views = ['desk', 'mine', 'late', 'all'] as const

/** Reports before me by time left; the one that is open stands beside the list. */
export function ReportDeskPage() {
  const w = useDeskWords()
  const { house, loading } = useMessages()
  const search: Search = useSearch({ strict: false })
  const navigate = useNavigate()
  const view = views.find((one) => one === search.view) ?? 'desk'
  useCalmLive(['reports:all'], ['reports.desk', 'reports.counts', 'reports.get'])
  const found = useQuery({
    ...ask('reports.desk', { view, limit: 60, ...(search.category && { category: search.category }) }),
    placeholderData: keepPreviousData,
  })
  const counts = useQuery(ask('reports.counts', {}))
  const go = (change: Search) =>
    void navigate({ to: paths.workReports, search: { ...search, ...change }, replace: change.view === undefined })
  const badge = { desk: counts.data?.open, mine: counts.data?.mine, late: counts.data?.late, all: undefined }
  return (
    <main id="content" className={styles.page}>
      <PageTitle title={w.title} house={house} />
      <nav className={styles.views} aria-label={w.title}>
        {views.map((one) => (
          <button
            key={one}
            type="button"
            aria-current={one === view ? 'page' : undefined}
            onClick={() => go({ view: one, case: '' })}
          >
            {w.views[one]}
            {badge[one] !== undefined && <span>{badge[one]}</span>}
          </button>
        ))}
        <Link className={styles.take} to={paths.workReportNew}>
          {w.take}
        </Link>
      </nav>
      <div className={styles.columns} data-open={search.case ? true : undefined}>
        <section aria-label={w.list}>
          <QueryState query={found} waiting={<Skeleton lines={10} label={loading} />}>
            {({ items }) =>
              items.length === 0 ? (
                <EmptyState title={w.empty} text={w.emptyText} />
              ) : (
                <>
                  <DeskMap items={items} onOpen={(code) => go({ case: code })} />
                  <ul className={styles.list}>
                    {items.map((item) => (
                      <DeskLine
                        key={item.code}
                        item={item}
                        open={item.code === search.case}
                        onOpen={() => go({ case: item.code })}
                      />
                    ))}
                  </ul>
                </>
              )
            }
          </QueryState>
        </section>
        {search.case && (
          <ReportSheet
            key={search.case}
            code={search.case}
            onClose={() => go({ case: '' })}
            onOpen={(code) => go({ case: code })}
          />
        )}
      </div>
    </main>
  )
}

/** A commune's reports lie within a few kilometres; those of a whole province have no middle worth looking at. */
const nearDegrees = 0.12

function middleOf(places: readonly Place[]): Place | undefined {
  const spans = [0, 1].map((axis) => {
    const all = places.map((place) => place[axis] ?? 0)
    return { least: Math.min(...all), most: Math.max(...all) }
  })
  const [lon, lat] = spans.map(({ least, most }) => (least + most) / 2)
  const isNear = places.length > 0 && spans.every(({ least, most }) => most - least < nearDegrees)
  return isNear && lon !== undefined && lat !== undefined ? [lon, lat] : undefined
}

function DeskMap({ items, onOpen }: { items: readonly Line[]; onOpen: (code: string) => void }) {
  const t = useReports()
  const locale = useLocale()
  const ground = useShapes()
  const marks = items.flatMap((item): Mark[] =>
    item.place && item.state.stage !== 'closed'
      ? [
          {
            key: item.code,
            place: item.place,
            stage: item.state.stage,
            count: 1,
            label: `${say(item.category.name, locale)} · ${item.code}`,
          },
        ]
      : [],
  )
  return (
    <div className={styles.map}>
      {ground && (
        <PlaceMap
          {...ground}
          label={t.mapLabel}
          marks={marks}
          about={middleOf(marks.map(({ place }) => place))}
          onOpen={(mark) => onOpen(mark.key)}
        />
      )}
    </div>
  )
}

function DeskLine({ item, open, onOpen }: { item: Line; open: boolean; onOpen: () => void }) {
  const t = useReports()
  const locale = useLocale()
  const format = useFormat()
  return (
    <li>
      <button type="button" className={styles.line} aria-current={open ? 'true' : undefined} onClick={onOpen}>
        {item.photo && <img src={item.photo} alt="" loading="lazy" />}
        <span className={styles.lineText}>
          <span className={styles.lineTop}>
            <strong>{say(item.category.name, locale)}</strong>
            <TimeLeft item={item} />
          </span>
          <span className={styles.words}>{item.text}</span>
          <span className={styles.note}>
            {[
              say(item.state.text, locale),
              say(item.commune.name, locale),
              item.met > 1 && t.met(item.met),
              item.urgent && t.urgent,
              format.dateTime(item.submittedAt),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </span>
      </button>
    </li>
  )
}

const hour = 3_600_000

/** How long until the next word is owed. */
function TimeLeft({ item }: { item: Line }) {
  const { time } = useWork()
  const w = useDeskWords()
  const now = useNow()
  if (!item.dueAt) return null
  const left = Date.parse(item.dueAt) - now.getTime()
  const hours = Math.max(1, Math.round(Math.abs(left) / hour))
  const span = hours >= 48 ? time.days(Math.round(hours / 24)) : time.hours(hours)
  const status = left < 0 ? 'bad' : left < 24 * hour ? 'watch' : 'good'
  return (
    <StatusMark status={status} bare>
      {left < 0 ? w.late(span) : w.left(span)}
      {item.escalated === 2 && ` · ${w.atProvince}`}
    </StatusMark>
  )
}
