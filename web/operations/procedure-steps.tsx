import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask } from '../api.ts'
import { Bars } from '../charts/bars.tsx'
import { QueryState } from '../components/query-state.tsx'
import { say, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Skeleton } from '../ui/state.tsx'
import { useFigures } from './figures.ts'
import { useSpans } from './span-text.ts'
import type { DetailProps } from './unit-detail.tsx'
import { asked } from './view.ts'
import { useWords } from './words.ts'
import styles from './unit.module.css'

const shown = 8

/** One procedure in one unit, step by step: where its cases wait. */
export function ProcedureSteps({
  indicator,
  unit,
  procedure,
  search,
  period: { from, to },
}: DetailProps & { unit: string; procedure: string }) {
  const words = useWords()
  const locale = useLocale()
  const spans = useSpans()
  const figures = useFigures()
  const { loading } = useMessages()
  const found = useQuery({
    ...ask('processes.get', { procedure, unit, from, to, variants: 1 }),
    placeholderData: keepPreviousData,
  })
  return (
    <section>
      <header className={styles.sectionHead}>
        <h2>{words.unitPage.steps}</h2>
        <Link to={paths.operationsProcess} params={{ procedure }} search={{ unit, from, to }}>
          {words.unitPage.process}
        </Link>
      </header>
      <OwnFigure indicator={indicator} unit={unit} procedure={procedure} search={search} />
      <p className={styles.muted}>{words.unitPage.stepsNote}</p>
      <QueryState query={found} waiting={<Skeleton lines={5} label={loading} />}>
        {({ follows, nodes }) => {
          const names = new Map(nodes.map(({ activity, name }) => [activity, say(name, locale)]))
          const name = (activity: string) => names.get(activity) ?? activity
          const layer = new Map(nodes.map((node) => [node.activity, node.layer]))
          const usual = follows.toSorted((a, b) => b.count - a.count).slice(0, shown)
          const longest = Math.max(1, ...usual.map(({ medianHours }) => medianHours))
          return (
            <Bars
              label={words.unitPage.steps}
              bars={usual
                .toSorted((a, b) => (layer.get(a.from) ?? 0) - (layer.get(b.from) ?? 0))
                .map((follow) => ({
                  key: `${follow.from}→${follow.to}`,
                  label: `${name(follow.from)} → ${name(follow.to)}`,
                  part: follow.medianHours / longest,
                  value: spans.long(follow.medianHours),
                  note: words.process.casesOf(figures.count(follow.count)),
                }))}
            />
          )
        }}
      </QueryState>
    </section>
  )
}

type OwnFigureProps = Pick<DetailProps, 'indicator' | 'search'> & { unit: string; procedure: string }

/** The unit's figure for this procedure alone. */
function OwnFigure({ indicator, unit, procedure, search }: OwnFigureProps) {
  const words = useWords()
  const figures = useFigures()
  const { period, on } = asked(search)
  const { data } = useQuery({
    ...ask('indicators.breakdown', { indicator: indicator.id, unit, by: 'procedure', period, ...(on && { on }) }),
    enabled: indicator.by.includes('procedure'),
  })
  const own = data?.items.find(({ key }) => key === procedure)
  if (!own) return null
  return (
    <p className={styles.own}>
      {words.unitPage.ownFigure}:{' '}
      <strong>{own.value === null ? words.noDatum : figures.full(own.value, indicator.unit)}</strong>
      {own.whole !== null && own.whole !== own.part && (
        <> · {words.ofCases(figures.count(own.part), figures.count(own.whole))}</>
      )}
      {own.few && ` · ${words.few}`}
    </p>
  )
}
