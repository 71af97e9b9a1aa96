import { useFormat, useMessages } from '../messages/use-messages.ts'
import { Figure } from '../ui/figure.tsx'
import { useFigures } from './figures.ts'
import type { Process } from './process-page.tsx'
import { useSpans } from './span-text.ts'
import { useWords } from './words.ts'
import styles from './process.module.css'

/** What a leader asks first: how long, how many in time, how many wait. */
export function ProcessFigures({ process: { throughput, onTime, cases } }: { process: Process }) {
  const words = useWords().process
  const format = useFormat()
  const figures = useFigures()
  const spans = useSpans()
  const { noDatum } = useMessages()
  const days = (value: number | null) => (value === null ? undefined : spans.long(value * 24))
  return (
    <section className={styles.figures}>
      <Figure label={words.cases} value={figures.count(cases)} missing={noDatum} />
      <Figure
        label={words.onTime}
        value={onTime.share === null ? undefined : format.percent(onTime.share)}
        missing={noDatum}
        note={words.onTimeOf(figures.count(onTime.onTime), figures.count(onTime.promised))}
      />
      <Figure label={words.median} value={days(throughput.medianDays)} missing={noDatum} />
      <Figure label={words.p90} value={days(throughput.p90Days)} missing={noDatum} />
      <Figure
        label={words.open}
        value={figures.count(onTime.open)}
        missing={noDatum}
        note={words.overdue(figures.count(onTime.overdueNow))}
      />
    </section>
  )
}
