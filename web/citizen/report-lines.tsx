import { IconAlertTriangle, IconMapPin, IconUsers } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Output } from '../api.ts'
import { useReports } from '../messages/use-reports.ts'
import { say, useFormat, useLocale } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { StatusMark, type Status } from '../ui/status-mark.tsx'
import styles from './reports.module.css'

export type ReportLine = Output<'reports.list'>['items'][number]

const stageMarks: Record<ReportLine['state']['stage'], Status> = {
  received: 'watch',
  handling: 'active',
  answered: 'good',
  closed: 'unknown',
}

export function StageMark({ report }: { report: Pick<ReportLine, 'state' | 'overdue'> }) {
  const t = useReports()
  const locale = useLocale()
  const late = report.overdue && report.state.stage !== 'closed'
  return (
    <StatusMark status={late ? 'bad' : stageMarks[report.state.stage]}>
      {late ? `${say(report.state.text, locale)} · ${t.overdue}` : say(report.state.text, locale)}
    </StatusMark>
  )
}

/** A report in a list: what, where, how far; the whole line opens it. */
export function ReportCard({ report, children }: { report: ReportLine; children?: ReactNode }) {
  const t = useReports()
  const format = useFormat()
  const locale = useLocale()
  return (
    <li className={styles.card}>
      <Link to={paths.report} params={{ code: report.code }} className={styles.cardLink}>
        {report.photo ? (
          <img className={styles.thumb} src={report.photo} alt="" loading="lazy" />
        ) : (
          <span className={styles.noThumb} aria-hidden>
            <IconMapPin size={24} stroke={1.5} />
          </span>
        )}
        <span className={styles.cardText}>
          <span className={styles.cardTitle}>{say(report.category.name, locale)}</span>
          <span className={styles.cardWords}>{report.text}</span>
          <span className={styles.cardNote}>
            {say(report.commune.name, locale)} · {format.date(report.submittedAt)}
          </span>
          <span className={styles.cardMarks}>
            <StageMark report={report} />
            {report.urgent && (
              <span className={styles.urgent}>
                <IconAlertTriangle size={16} aria-hidden /> {t.urgent}
              </span>
            )}
            {report.met > 1 && (
              <span className={styles.met}>
                <IconUsers size={16} aria-hidden /> {t.met(report.met)}
              </span>
            )}
          </span>
        </span>
      </Link>
      {children}
    </li>
  )
}
