import { say, useFormat, useLocale } from '../messages/use-messages.ts'
import { StatusMark } from '../ui/status-mark.tsx'
import type { CaseView } from './acts.ts'
import { useNow } from './time-bar.tsx'
import { useWork } from './use-work.ts'
import styles from './case-parts.module.css'

/** The opinions asked of other agencies. */
export function CaseBeside({ found }: { found: CaseView }) {
  const { page } = useWork()
  const locale = useLocale()
  const format = useFormat()
  if (found.consultations.length === 0) return <p className={styles.quiet}>{page.consultNone}</p>
  return (
    <ul className={styles.entries}>
      {found.consultations.map((one) => (
        <li key={one.no}>
          <div className={styles.entryHead}>
            <strong>{say(one.unit.name, locale)}</strong>
            <Mark one={one} />
          </div>
          <p>{one.question}</p>
          {one.answer && <blockquote>{one.answer}</blockquote>}
          <small>
            {one.answeredAt
              ? page.answered(format.dateTime(one.answeredAt))
              : page.consultDue(format.dateTime(one.dueAt))}
          </small>
        </li>
      ))}
    </ul>
  )
}

function Mark({ one }: { one: CaseView['consultations'][number] }) {
  const { page, queues } = useWork()
  const now = useNow()
  if (!one.answeredAt) {
    const late = Date.parse(one.dueAt) < now.getTime()
    return late ? <StatusMark status="bad">{queues.late}</StatusMark> : null
  }
  if (one.agrees === undefined) return null
  return <StatusMark status={one.agrees ? 'good' : 'bad'}>{one.agrees ? page.agrees : page.disagrees}</StatusMark>
}
