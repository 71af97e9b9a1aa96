import { Link } from '@tanstack/react-router'
import { memo, useState } from 'react'
import { Spark } from '../charts/spark.tsx'
import { paths } from '../paths.ts'
import { foldText } from '../ui/fold-text.ts'
import { useFigures } from './figures.ts'
import { Judged } from './judged.tsx'
import { Movement } from './movement.tsx'
import { useUnits } from './units.ts'
import { viewOf, type Board, type Indicator, type UnitFigure, type View } from './view.ts'
import { useWords } from './words.ts'
import styles from './ranking.module.css'

type RankingProps = {
  board: Board
  indicator: Indicator
  view: View
  trends: ReadonlyMap<string, (number | null)[]>
  fresh: ReadonlySet<string>
  active: string | undefined
  onActive: (code: string | undefined) => void
}

/** All units with their figure: the map as a list, for the keyboard, for a screen reader and for a phone. */
export function Ranking({ board, indicator, view, trends, fresh, active, onActive }: RankingProps) {
  const words = useWords()
  const units = useUnits()
  const [wanted, setWanted] = useState('')
  const folded = foldText(wanted).trim()
  const shown = folded ? board.units.filter(({ unit }) => foldText(units.name(unit)).includes(folded)) : board.units
  return (
    <section className={styles.ranking} aria-label={words.ranking}>
      <header>
        <h2>{words.ranking}</h2>
        <small>{words.rankingOf(board.units.length)}</small>
        <input
          type="search"
          aria-label={words.find}
          placeholder={words.find}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
      </header>
      <ol className={styles.rows} onPointerLeave={() => onActive(undefined)}>
        {shown.map((figure) => (
          <li
            key={figure.unit}
            data-active={figure.unit === active || undefined}
            data-fresh={fresh.has(figure.unit) || undefined}
            onPointerEnter={(event) => event.pointerType === 'mouse' && onActive(figure.unit)}
          >
            <Link
              to={paths.operationsUnit}
              params={{ unit: figure.unit }}
              search={viewOf(view)}
              onFocus={() => onActive(figure.unit)}
            >
              <Row
                figure={figure}
                indicator={indicator}
                name={units.short(figure.unit)}
                trend={trends.get(figure.unit)}
              />
            </Link>
          </li>
        ))}
      </ol>
    </section>
  )
}

type RowProps = { figure: UnitFigure; indicator: Indicator; name: string; trend: (number | null)[] | undefined }

/** Kept while the pointer wanders over the map: only what changed is drawn anew. */
const Row = memo(function Row({ figure, indicator, name, trend }: RowProps) {
  const words = useWords()
  const figures = useFigures()
  return (
    <>
      <span className={styles.rank}>{figure.rank ?? '·'}</span>
      <span className={styles.name}>
        {name}
        {figure.frozen !== undefined && figure.frozen !== null && (
          <small className={styles.frozen}>{words.frozen(figures.full(figure.frozen, indicator.unit))}</small>
        )}
      </span>
      {trend && <Spark values={trend} width={48} />}
      <span className={styles.figure}>
        {figure.value === null ? (
          <small>{words.noDatum}</small>
        ) : (
          <Judged shade={indicator.bands && figure.shade}>
            <span className={styles.number}>{figures.number(figure.value, indicator.unit)}</span>
            <span className="visually-hidden">{words.units[indicator.unit]}</span>
          </Judged>
        )}
      </span>
      {figure.few ? <small className={styles.few}>{words.few}</small> : <Movement places={figure.movement} />}
    </>
  )
})
