import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { ask, type Output } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { buttonClass } from '../ui/button.tsx'
import { Figure } from '../ui/figure.tsx'
import { useDocumentTitle } from '../ui/page-title.tsx'
import { Skeleton } from '../ui/state.tsx'
import { StatusMark, type Status } from '../ui/status-mark.tsx'
import { Timeline } from '../ui/timeline.tsx'
import { RecordCrumbs } from './record-crumbs.tsx'
import { useSpans } from './span-text.ts'
import { useUnits } from './units.ts'
import { useNow } from '../components/use-now.ts'
import { useWords } from './words.ts'
import pageStyles from './page.module.css'
import styles from './case-page.module.css'

type Trace = Output<'processes.get-case'>

/** The last level down: one case, act by act, with how long it waited before each; no names of people. */
export function CasePage() {
  const { code } = useParams({ from: '/operations/dieu-hanh/ho-so/$code' })
  const { procedure = '', unit, ...view } = useSearch({ from: '/operations/dieu-hanh/ho-so/$code' })
  const { house, loading } = useMessages()
  const words = useWords()
  const shown = code.split('/').at(-1) ?? code
  // An imported case carries its procedure in its record; one of ours has its code alone.
  const record = code.startsWith(`${procedure}/`) ? code : `${procedure}/${code}`
  const found = useQuery(ask('processes.get-case', { record }))
  const at = unit ?? found.data?.unit
  useDocumentTitle(words.casePage.title(shown), house)
  return (
    <main id="content" className={pageStyles.page} tabIndex={-1}>
      <RecordCrumbs view={view} unit={at} code={shown} />
      <QueryState query={found} waiting={<Skeleton lines={8} label={loading} />}>
        {(trace) => <Case trace={trace} />}
      </QueryState>
    </main>
  )
}

function Case({ trace }: { trace: Trace }) {
  const words = useWords()
  const locale = useLocale()
  const format = useFormat()
  const units = useUnits()
  const { noDatum } = useMessages()
  const { code, name, unit, imported, acceptedAt, dueAt, closedAt } = trace
  return (
    <>
      <header className={styles.head}>
        <div>
          <h1 tabIndex={-1}>{code}</h1>
          <p>
            <Link to={paths.operationsProcess} params={{ procedure: trace.procedure }}>
              {say(name, locale)}
            </Link>{' '}
            · {units.name(unit)}
          </p>
          {imported && <p className={pageStyles.muted}>{words.casePage.imported}</p>}
        </div>
        <Standing trace={trace} />
      </header>
      <div className={styles.times}>
        <Figure
          label={words.casePage.accepted}
          value={acceptedAt ? format.dateTime(acceptedAt) : undefined}
          missing={noDatum}
        />
        <Figure label={words.casePage.due} value={dueAt ? format.dateTime(dueAt) : undefined} missing={noDatum} />
        <Figure
          label={words.casePage.closed}
          value={closedAt ? format.dateTime(closedAt) : undefined}
          missing={words.casePage.open}
        />
      </div>
      <section className={styles.acts}>
        <h2>{words.casePage.acts}</h2>
        <Acts trace={trace} />
        {!imported && (
          <p className="no-print">
            <a
              className={buttonClass({ kind: 'secondary', small: true })}
              href={paths.workCase.replace('$code', encodeURIComponent(code))}
            >
              {words.casePage.openWork}
            </a>
          </p>
        )}
      </section>
    </>
  )
}

function Standing({ trace: { dueAt, closedAt } }: { trace: Trace }) {
  const words = useWords().casePage
  const now = useNow(60_000)
  const late = dueAt !== null && (closedAt ? new Date(closedAt) : now) > new Date(dueAt)
  const [status, text]: [Status, string] = closedAt
    ? late
      ? ['bad', words.late]
      : ['good', words.onTime]
    : late
      ? ['bad', words.overdue]
      : ['active', words.running]
  return <StatusMark status={status}>{text}</StatusMark>
}

function Acts({ trace }: { trace: Trace }) {
  const words = useWords()
  const locale = useLocale()
  const format = useFormat()
  const spans = useSpans()
  const units = useUnits()
  const waits = trace.acts.map((act, at) => {
    const before = trace.acts[at - 1]
    return before ? (Date.parse(act.at) - Date.parse(before.at)) / 3_600_000 : 0
  })
  const longest = Math.max(...waits)
  return (
    <Timeline
      label={words.casePage.acts}
      moments={trace.acts.map((act, at) => {
        const wait = waits[at] ?? 0
        const group = act.group || trace.unit
        const longWait = wait === longest && wait > 24 && trace.acts.length > 2
        return {
          key: `${at}`,
          state: longWait ? ('watch' as const) : ('done' as const),
          title: say(act.name, locale),
          when: (
            <>
              <time dateTime={act.at}>{format.dateTime(act.at)}</time>
              {at > 0 && ` · ${words.casePage.wait(spans.long(wait))}`}
              {longWait && ` · ${words.casePage.longest}`}
            </>
          ),
          detail: units.name(group),
        }
      })}
    />
  )
}
