import type { Output } from '../api.ts'
import { say, useLocale } from '../messages/use-messages.ts'
import { Delta } from './delta.tsx'
import { Judged } from './judged.tsx'
import { groupNames, groupOf, useFigures } from './figures.ts'
import type { Indicator } from './view.ts'
import { useWords } from './words.ts'
import styles from './unit.module.css'

export type OneFigure = Output<'indicators.unit'>['items'][number]

type UnitFiguresProps = {
  items: readonly OneFigure[]
  indicators: readonly Indicator[]
  chosen: string
  title: string
  onChoose: (id: string) => void
}

/** Every indicator of the unit; one of them is opened beside. */
export function UnitFigures({ items, indicators, chosen, title, onChoose }: UnitFiguresProps) {
  const words = useWords()
  const figureOf = new Map(items.map((item) => [item.indicator, item]))
  return (
    <section aria-label={title} className={styles.figures}>
      {groupNames.map((group) => (
        <div key={group}>
          <h2>{words.groups[group]}</h2>
          <ul className={styles.list}>
            {indicators
              .filter((indicator) => groupOf(indicator) === group)
              .map((indicator) => (
                <li key={indicator.id}>
                  <button
                    type="button"
                    aria-current={indicator.id === chosen || undefined}
                    onClick={() => onChoose(indicator.id)}
                  >
                    <FigureRow indicator={indicator} figure={figureOf.get(indicator.id)} />
                  </button>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </section>
  )
}

function FigureRow({ indicator, figure }: { indicator: Indicator; figure: OneFigure | undefined }) {
  const words = useWords()
  const locale = useLocale()
  const figures = useFigures()
  return (
    <>
      <span className={styles.label}>
        {say(indicator.name, locale)}
        <small>{figure && figure.value !== null && <Delta figure={figure} indicator={indicator} />}</small>
      </span>
      <span className={styles.figure}>
        {!figure || figure.value === null ? (
          <small>{words.noDatum}</small>
        ) : (
          <>
            <Judged shade={indicator.bands && figure.shade}>
              <strong>{figures.full(figure.value, indicator.unit)}</strong>
            </Judged>
            <small>{figure.few ? words.few : figure.rank !== null ? words.rank(figure.rank, figure.of) : ''}</small>
          </>
        )}
      </span>
    </>
  )
}
