import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../api.ts'
import { Bars } from '../charts/bars.tsx'
import { useMessages } from '../messages/use-messages.ts'
import { Skeleton } from '../ui/state.tsx'
import { useFigures } from './figures.ts'
import { useProcedureNames } from './procedure-names.ts'
import { Segments } from './segments.tsx'
import type { DetailProps } from './unit-detail.tsx'
import { asked } from './view.ts'
import { useWords } from './words.ts'
import styles from './unit.module.css'

const shown = 12

/** What a unit's figure is made of; a procedure opens one level further down. */
export function Breakdown({ indicator, unit, search, onSearch }: DetailProps & { unit: string }) {
  const words = useWords()
  const figures = useFigures()
  const procedureName = useProcedureNames()
  const { loading } = useMessages()
  const [by, setBy] = useState(indicator.by[0] ?? 'procedure')
  const { period, on } = asked(search)
  const { data } = useQuery({
    ...ask('indicators.breakdown', { indicator: indicator.id, unit, by, period, ...(on && { on }) }),
    placeholderData: keepPreviousData,
  })
  const channels: Record<string, string> = words.unitPage.channels
  const items = (data?.items ?? []).filter(({ value }) => value !== null)
  const most = indicator.unit === 'percent' ? 100 : Math.max(1, ...items.map(({ value }) => value ?? 0))
  const nameOf = (key: string) => (by === 'channel' ? (channels[key] ?? key) : procedureName(key))
  return (
    <section>
      <header className={styles.sectionHead}>
        <h2>{words.unitPage.breakdown}</h2>
        <Segments
          label={words.unitPage.breakdown}
          options={indicator.by.map((one) => [one, words.unitPage[one]] as const)}
          value={by}
          onChange={setBy}
        />
      </header>
      {!data && <Skeleton lines={5} label={loading} />}
      {data && items.length === 0 && <p className={styles.muted}>{words.unitPage.noBreakdown}</p>}
      <Bars
        label={words.unitPage[by]}
        bars={items.slice(0, shown).map((item) => ({
          key: item.key,
          part: (item.value ?? 0) / most,
          shade: indicator.bands ? item.shade : undefined,
          value: figures.full(item.value ?? 0, indicator.unit),
          note:
            item.whole === null || item.whole === item.part
              ? undefined
              : words.ofCases(figures.count(item.part), figures.count(item.whole)),
          label:
            by === 'procedure' ? (
              <button
                type="button"
                className={styles.link}
                onClick={() => onSearch({ ...search, procedure: item.key })}
              >
                {nameOf(item.key)}
              </button>
            ) : (
              nameOf(item.key)
            ),
        }))}
      />
    </section>
  )
}
