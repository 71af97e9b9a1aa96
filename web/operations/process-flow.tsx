import { useMemo } from 'react'
import { FlowGraph, type Act, type Passage } from '../charts/flow-graph.tsx'
import { say, useLocale } from '../messages/use-messages.ts'
import { useFigures } from './figures.ts'
import type { Process } from './process-page.tsx'
import { shownPassages, usualDetail } from './process-rules.ts'
import { useSpans } from './span-text.ts'
import { useWords } from './words.ts'
import pageStyles from './page.module.css'
import styles from './process.module.css'

const [startId, endId] = ['start', 'end'].map((name) => `@@${name}`)

type ProcessFlowProps = { process: Process; detail: number | undefined; onDetail: (detail: number) => void }

/** The drawing of the process, with as much of its rare ways as the reader wants to see. */
export function ProcessFlow({ process, detail: chosen, onDetail }: ProcessFlowProps) {
  const words = useWords().process
  const detail = chosen ?? usualDetail(process)
  const { acts, passages } = useDrawing(process, detail)
  return (
    <section>
      <header className={styles.sectionHead}>
        <h2>{words.graph}</h2>
        <label className={styles.slider}>
          {words.detail}
          <input
            type="range"
            min={40}
            max={100}
            step={1}
            value={detail}
            aria-valuetext={words.detailOf(detail)}
            onChange={(event) => onDetail(Number(event.target.value))}
          />
          <output>{words.detailOf(detail)}</output>
        </label>
      </header>
      <p className={pageStyles.muted}>{words.graphNote}</p>
      <FlowGraph acts={acts} passages={passages} label={words.graph} />
      <FlowTable process={process} />
    </section>
  )
}

function useDrawing(process: Process, detail: number): { acts: Act[]; passages: Passage[] } {
  const words = useWords().process
  const locale = useLocale()
  const figures = useFigures()
  const spans = useSpans()
  return useMemo(() => {
    const shown = shownPassages(process, detail)
    const near = new Set(shown.flatMap(({ from, to }) => [from, to]))
    const nodes = process.nodes.filter(({ activity }) => near.has(activity))
    const most = Math.max(1, ...nodes.map(({ cases }) => cases))
    const last = Math.max(0, ...nodes.map(({ layer }) => layer))
    const name = new Map(process.nodes.map((node) => [node.activity, say(node.name, locale)]))
    const slow = new Set(process.bottlenecks.slice(0, 3).map(({ from, to }) => `${from}→${to}`))
    const end = { note: '', part: 0, order: 0, end: true }
    const floor = Math.max(1, ((100 - detail) / 100) * 0.5 * process.cases)
    const [starts, ends] = [nodes.filter((node) => node.starts >= floor), nodes.filter((node) => node.ends >= floor)]
    const acts: Act[] = nodes.map((node) => ({
      id: node.activity,
      name: say(node.name, locale),
      note: words.casesOf(figures.count(node.cases)),
      part: node.cases / most,
      rank: node.layer + 1,
      order: node.order,
    }))
    if (starts.length > 0) acts.push({ ...end, id: startId ?? '', name: words.start, rank: 0 })
    if (ends.length > 0) acts.push({ ...end, id: endId ?? '', name: words.end, rank: last + 2 })
    const rim = (from: string, to: string, count: number): Passage => ({
      from,
      to,
      count,
      label: '',
      note: words.casesOf(figures.count(count)),
      slow: false,
    })
    const passages = shown.map(({ from, to, count, medianHours }): Passage => ({
      from,
      to,
      count,
      label: `${figures.count(count)} · ${spans.short(medianHours)}`,
      note: `${name.get(from)} → ${name.get(to)}: ${words.casesOf(figures.count(count))}, ${spans.long(medianHours)}`,
      slow: slow.has(`${from}→${to}`),
    }))
    return {
      acts,
      passages: [
        ...passages,
        ...starts.map((node) => rim(startId ?? '', node.activity, node.starts)),
        ...ends.map((node) => rim(node.activity, endId ?? '', node.ends)),
      ],
    }
  }, [process, detail, words, locale, figures, spans])
}

/** The same as a table: for screen readers, for the keyboard and for copying. */
function FlowTable({ process }: { process: Process }) {
  const words = useWords().process
  const locale = useLocale()
  const figures = useFigures()
  const spans = useSpans()
  const name = new Map(process.nodes.map((node) => [node.activity, say(node.name, locale)]))
  return (
    <details className={styles.table}>
      <summary>{words.asTable}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.from}</th>
            <th scope="col">{words.to}</th>
            <th scope="col">{words.count}</th>
            <th scope="col">{words.wait}</th>
          </tr>
        </thead>
        <tbody>
          {process.follows
            .toSorted((a, b) => b.count - a.count)
            .slice(0, 100)
            .map((follow) => (
              <tr key={`${follow.from}→${follow.to}`}>
                <td>{name.get(follow.from) ?? follow.from}</td>
                <td>{name.get(follow.to) ?? follow.to}</td>
                <td>{figures.count(follow.count)}</td>
                <td>{spans.long(follow.medianHours)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </details>
  )
}
