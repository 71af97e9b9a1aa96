import { Bars, Columns } from '../charts/bars.tsx'
import { say, useFormat, useLocale } from '../messages/use-messages.ts'
import { useFigures } from './figures.ts'
import type { Process } from './process-page.tsx'
import { useSpans } from './span-text.ts'
import { useUnits } from './units.ts'
import { useWords } from './words.ts'
import pageStyles from './page.module.css'
import styles from './process.module.css'

const shown = 10

/** Where cases wait, how long they take, and who does the work. */
export function ProcessParts({ process }: { process: Process }) {
  const { units, groups } = process.workload
  return (
    <div className={styles.grid}>
      <Bottlenecks process={process} />
      <Throughput process={process} />
      <Workload rows={units} which="workload" />
      {groups.length > 0 && <Workload rows={groups} which="groups" />}
    </div>
  )
}

function Bottlenecks({ process }: { process: Process }) {
  const words = useWords().process
  const locale = useLocale()
  const format = useFormat()
  const figures = useFigures()
  const spans = useSpans()
  const names = new Map(process.nodes.map((node) => [node.activity, say(node.name, locale)]))
  const most = Math.max(0.01, ...process.bottlenecks.map(({ share }) => share))
  return (
    <section>
      <h2>{words.bottlenecks}</h2>
      <p className={pageStyles.muted}>{words.bottleneckNote}</p>
      <Bars
        label={words.bottlenecks}
        bars={process.bottlenecks.slice(0, 6).map((item, at) => ({
          key: `${item.from}→${item.to}`,
          label: `${names.get(item.from) ?? item.from} → ${names.get(item.to) ?? item.to}`,
          part: item.share / most,
          shade: at < 3 ? 'watch' : undefined,
          value: format.percent(item.share, 0),
          note: `${words.casesOf(figures.count(item.count))} · ${spans.long(item.medianHours)}`,
        }))}
      />
    </section>
  )
}

function Throughput({ process: { throughput } }: { process: Process }) {
  const words = useWords().process
  const format = useFormat()
  const figures = useFigures()
  const day = (value: number) => format.number(value, value < 1 ? 2 : 0)
  const bins = throughput.bins.slice(0, throughput.bins.findLastIndex(({ cases }) => cases > 0) + 1)
  return (
    <section>
      <h2>{words.throughput}</h2>
      <p className={pageStyles.muted}>{words.throughputNote}</p>
      <Columns
        label={words.throughput}
        columns={bins.map(({ fromDays, toDays, cases }) => ({
          key: String(fromDays),
          label: toDays === null ? words.later(day(fromDays)) : words.below(day(toDays)),
          value: cases,
          written: figures.count(cases),
        }))}
      />
    </section>
  )
}

type WorkloadProps = { rows: Process['workload']['units']; which: 'workload' | 'groups' }

function Workload({ rows, which }: WorkloadProps) {
  const words = useWords().process
  const figures = useFigures()
  const units = useUnits()
  const most = Math.max(1, ...rows.map(({ events }) => events))
  return (
    <section>
      <h2>{words[which]}</h2>
      <Bars
        label={words[which]}
        bars={rows.slice(0, shown).map((row) => ({
          key: row.name,
          label: units.name(row.name),
          part: row.events / most,
          value: words.events(figures.count(row.events)),
          note: words.casesOf(figures.count(row.cases)),
        }))}
      />
    </section>
  )
}
