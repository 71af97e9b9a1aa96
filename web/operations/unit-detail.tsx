import { IconInfoCircle } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../api.ts'
import { TrendChart } from '../charts/trend-chart.tsx'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Skeleton } from '../ui/state.tsx'
import { StatusMark } from '../ui/status-mark.tsx'
import { Breakdown } from './breakdown.tsx'
import { CasesBehind } from './cases-behind.tsx'
import { Delta } from './delta.tsx'
import { useFigures } from './figures.ts'
import { ProcedureSteps } from './procedure-steps.tsx'
import { Segments } from './segments.tsx'
import type { OneFigure } from './unit-figures.tsx'
import type { UnitSearch } from './unit-page.tsx'
import { viewOf, type Indicator, type Period } from './view.ts'
import { useWords } from './words.ts'
import styles from './unit.module.css'

export type DetailProps = {
  indicator: Indicator
  unit: string | undefined
  search: UnitSearch
  period: Period
  onSearch: (search: UnitSearch) => void
}

/** One indicator of the unit: its figure, how it moved, what it is made of, and the cases behind it. */
export function UnitDetail({ figure, ...detail }: DetailProps & { figure: OneFigure | undefined }) {
  const { indicator, unit, search } = detail
  return (
    <div className={styles.detail}>
      <Summary figure={figure} indicator={indicator} search={search} />
      <Trend indicator={indicator} unit={unit} on={search.on} />
      {unit && search.procedure && <ProcedureSteps {...detail} unit={unit} procedure={search.procedure} />}
      {unit && !search.procedure && <Breakdown {...detail} unit={unit} />}
      {unit && <CasesBehind {...detail} unit={unit} />}
    </div>
  )
}

function Summary({
  figure,
  indicator,
  search,
}: {
  figure: OneFigure | undefined
  indicator: Indicator
  search: UnitSearch
}) {
  const words = useWords()
  const locale = useLocale()
  const figures = useFigures()
  const { period, on } = viewOf(search)
  return (
    <section className={styles.summary}>
      <div>
        <h2>
          {say(indicator.name, locale)}
          {indicator.estimate && <small> {words.estimate}</small>}
        </h2>
        <p className={styles.value}>
          {!figure || figure.value === null ? (
            <span className={styles.none}>{words.noDatum}</span>
          ) : (
            <>
              {figures.number(figure.value, indicator.unit)}
              <small>{words.units[indicator.unit]}</small>
              {indicator.bands && <StatusMark status={figure.shade}>{words.shades[figure.shade]}</StatusMark>}
            </>
          )}
        </p>
      </div>
      <div className={styles.facts}>
        {figure && <Delta figure={figure} indicator={indicator} />}
        <p>
          {indicator.target === undefined
            ? words.noTarget
            : words.target(figures.full(indicator.target, indicator.unit))}
        </p>
        {figure && figure.whole !== null && figure.whole !== figure.part && (
          <p>{words.ofCases(figures.count(figure.part), figures.count(figure.whole))}</p>
        )}
        {figure?.few && <p>{words.fewLong(indicator.few)}</p>}
        <Link
          to={paths.operationsIndicator}
          params={{ indicator: indicator.id }}
          search={{ ...(period && { period }), ...(on && { on }) }}
        >
          <IconInfoCircle size="1em" aria-hidden /> {words.definition}
        </Link>
      </div>
    </section>
  )
}

const grains = { months: { grain: 'month', count: 13 }, days: { grain: 'day', count: 60 } } as const

export function Trend({
  indicator,
  unit,
  on,
}: {
  indicator: Indicator
  unit: string | undefined
  on: string | undefined
}) {
  const words = useWords()
  const format = useFormat()
  const figures = useFigures()
  const { loading } = useMessages()
  const [grain, setGrain] = useState<keyof typeof grains>('months')
  const { data } = useQuery({
    ...ask('indicators.trend', { indicator: indicator.id, ...grains[grain], ...(unit && { unit }), ...(on && { on }) }),
    placeholderData: keepPreviousData,
  })
  return (
    <section>
      <header className={styles.sectionHead}>
        <h2>{words.unitPage.trend}</h2>
        <Segments
          label={words.unitPage.trend}
          options={[
            ['months', words.unitPage.months],
            ['days', words.unitPage.days],
          ]}
          value={grain}
          onChange={setGrain}
        />
      </header>
      {data ? (
        <TrendChart
          label={words.unitPage.trend}
          points={data.points.map(({ start, value, part, whole }) => ({
            key: start,
            label: grain === 'months' ? `${start.slice(5, 7)}/${start.slice(0, 4)}` : format.date(start).slice(0, 5),
            value,
            note:
              whole === null || whole === part ? undefined : words.ofCases(figures.count(part), figures.count(whole)),
          }))}
          write={(value) => figures.full(value, indicator.unit)}
          missing={words.noDatum}
          counted={['cases', 'reports'].includes(indicator.unit)}
          limits={indicator.unit === 'percent' ? { low: 0, high: 100 } : { low: 0 }}
          target={
            indicator.target === undefined
              ? undefined
              : { value: indicator.target, label: words.target(figures.full(indicator.target, indicator.unit)) }
          }
          bands={indicator.bands}
        />
      ) : (
        <Skeleton lines={6} label={loading} />
      )}
    </section>
  )
}
