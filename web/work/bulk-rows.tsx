import { say, useLocale } from '../messages/use-messages.ts'
import { StatusMark } from '../ui/status-mark.tsx'
import type { CaseView } from './acts.ts'
import { TimeBar } from './time-bar.tsx'
import { useWork } from './use-work.ts'
import styles from './bulk.module.css'

type RowsProps = {
  title: string
  cases: readonly CaseView[]
  results?: ReadonlyMap<string, string>
  because?: ReadonlyMap<string, string>
  /** what will happen to each */
  lines?: ReadonlyMap<string, readonly string[]>
}

export function BulkRows({ title, cases, results, because, lines }: RowsProps) {
  const locale = useLocale()
  return (
    <section className={styles.group}>
      <h3>{title}</h3>
      <ul className={styles.rows}>
        {cases.map((found) => (
          <li key={found.code}>
            <span className={styles.rowText}>
              <strong>{found.applicant.name}</strong>
              <span>{say(found.procedure.name, locale)}</span>
              <small>
                {found.code} · {say(found.state.text, locale)}
                {because?.get(found.code) && ` · ${because.get(found.code)}`}
              </small>
              <Lines lines={lines?.get(found.code)} />
            </span>
            <Result result={results?.get(found.code)} found={found} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Result({ result, found }: { result: string | undefined; found: CaseView }) {
  const { bulk } = useWork()
  if (result === undefined) return <TimeBar times={found.times} />
  if (result === 'done') return <StatusMark status="good">{bulk.done('1')}</StatusMark>
  return <StatusMark status="bad">{result}</StatusMark>
}

function Lines({ lines }: { lines: readonly string[] | undefined }) {
  if (!lines || lines.length === 0) return null
  return (
    <ul className={styles.lines}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
