import { useQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { ask, type Output } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useReports } from '../messages/use-reports.ts'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { buttonClass } from '../ui/button.tsx'
import { Figure } from '../ui/figure.tsx'
import { useDocumentTitle } from '../ui/page-title.tsx'
import { Skeleton } from '../ui/state.tsx'
import { StatusMark, type Status } from '../ui/status-mark.tsx'
import { Timeline } from '../ui/timeline.tsx'
import { RecordCrumbs } from './record-crumbs.tsx'
import { useWords } from './words.ts'
import pageStyles from './page.module.css'
import styles from './case-page.module.css'

type Report = Output<'reports.get'>

/** The last level below a figure of reports: one report, what was said and what was done. */
export function ReportPage() {
  const { code } = useParams({ from: '/operations/dieu-hanh/phan-anh/$code' })
  const { unit, ...view } = useSearch({ from: '/operations/dieu-hanh/phan-anh/$code' })
  const { house, loading } = useMessages()
  const words = useWords()
  const found = useQuery(ask('reports.get', { code }))
  const at = unit ?? found.data?.unit.code
  useDocumentTitle(words.reportPage.title(code), house)
  return (
    <main id="content" className={pageStyles.page} tabIndex={-1}>
      <RecordCrumbs view={view} unit={at} code={code} />
      <QueryState query={found} waiting={<Skeleton lines={8} label={loading} />}>
        {(report) => <Shown report={report} />}
      </QueryState>
    </main>
  )
}

const marks = {
  received: 'watch',
  handling: 'active',
  answered: 'good',
  closed: 'unknown',
} as const satisfies Record<Report['state']['stage'], Status>

function Shown({ report }: { report: Report }) {
  const t = useReports()
  const words = useWords().reportPage
  const locale = useLocale()
  const format = useFormat()
  const { noDatum } = useMessages()
  const { answeredAt, dueAt, state, submittedAt } = report
  return (
    <>
      <header className={styles.head}>
        <div>
          <h1 tabIndex={-1}>{say(report.category.name, locale)}</h1>
          <p>
            {[report.code, ...new Set([report.commune, report.unit].map(({ name }) => say(name, locale)))].join(' · ')}
          </p>
        </div>
        <StatusMark status={report.overdue && state.stage !== 'closed' ? 'bad' : marks[state.stage]}>
          {[say(state.text, locale), ...(report.overdue ? [t.overdue] : [])].join(' · ')}
        </StatusMark>
      </header>
      <div className={styles.times}>
        <Figure label={t.detail.sent} value={format.dateTime(submittedAt)} missing={noDatum} />
        {!answeredAt && <Figure label={t.due} value={dueAt && format.dateTime(dueAt)} missing={noDatum} />}
        <Figure
          label={words.answered}
          value={answeredAt && format.dateTime(answeredAt)}
          missing={t.detail.unanswered}
        />
      </div>
      <section className={styles.acts}>
        <h2>{words.words}</h2>
        <p className={styles.words}>{report.text}</p>
        <Pictures report={report} moment="before" />
      </section>
      {report.answer && (
        <section className={styles.acts}>
          <h2>{t.detail.answer}</h2>
          <p className={styles.words}>{report.answer}</p>
          <Pictures report={report} moment="after" />
        </section>
      )}
      <section className={styles.acts}>
        <h2>{t.detail.progress}</h2>
        <Acts report={report} />
        <p className="no-print">
          <a
            className={buttonClass({ kind: 'secondary', small: true })}
            href={`${paths.workReports}?case=${report.code}`}
          >
            {words.openWork}
          </a>
        </p>
      </section>
    </>
  )
}

function Pictures({ report, moment }: { report: Report; moment: 'before' | 'after' }) {
  const t = useReports()
  const shown = report.photos.filter((photo) => photo.moment === moment)
  if (shown.length === 0) return null
  return (
    <ul className={styles.pictures} aria-label={t.detail[moment]}>
      {shown.map((photo) => (
        <li key={photo.no}>
          <a href={photo.url} target="_blank" rel="noreferrer">
            <img src={photo.small} width={photo.width} height={photo.height} alt={t.detail.photoOf(photo.no)} />
          </a>
        </li>
      ))}
    </ul>
  )
}

function Acts({ report }: { report: Report }) {
  const t = useReports()
  const locale = useLocale()
  const format = useFormat()
  const names: Record<string, string> = t.facts
  return (
    <Timeline
      label={t.detail.progress}
      moments={report.timeline.map(({ version, type, at, to, unit, text }) => ({
        key: String(version),
        state: type === 'reports.overdue' || type === 'reports.escalated' ? ('watch' as const) : ('done' as const),
        title: `${names[type] ?? type}${to ? ` → ${say(to, locale)}` : ''}`,
        when: [format.dateTime(at), unit && say(unit.name, locale)].filter(Boolean).join(' · '),
        detail: text,
      }))}
    />
  )
}
