import { StatusMark } from '../ui/status-mark.tsx'
import { useFormat } from '../messages/use-messages.ts'
import { Delta } from './delta.tsx'
import { useFigures } from './figures.ts'
import type { Board, Indicator } from './view.ts'
import { useUnits } from './units.ts'
import { useWords } from './words.ts'
import styles from './unit-card.module.css'

type UnitCardProps = { board: Board; indicator: Indicator; code: string }

/** One unit's figure in full: beside the pointer on the map, in the sheet on a phone. */
export function UnitCard({ board, indicator, code }: UnitCardProps) {
  const words = useWords()
  const units = useUnits()
  const format = useFormat()
  const figures = useFigures()
  const figure = board.units.find(({ unit }) => unit === code)
  const ranked = board.units.filter(({ rank }) => rank !== null).length
  const written = (value: number) => figures.full(value, indicator.unit)
  return (
    <div className={styles.card}>
      <p className={styles.name}>{units.name(code)}</p>
      {!figure || figure.value === null ? (
        <p className={styles.muted}>{words.noDatumWho(units.name(code))}</p>
      ) : (
        <>
          <p className={styles.value}>
            <strong>{written(figure.value)}</strong>
            {indicator.bands && <StatusMark status={figure.shade}>{words.shades[figure.shade]}</StatusMark>}
          </p>
          <Delta figure={figure} indicator={indicator} />
          <p className={styles.muted}>
            {figure.rank === null ? words.unranked : words.rank(figure.rank, ranked)}
            {figure.whole !== null && figure.whole !== figure.part && (
              <> · {words.ofCases(figures.count(figure.part), figures.count(figure.whole))}</>
            )}
          </p>
          {figure.few && <p className={styles.muted}>{words.fewLong(indicator.few)}</p>}
          {figure.frozen !== undefined && figure.frozen !== null && (
            <p className={styles.muted}>{words.frozenLong(written(figure.frozen), written(figure.value))}</p>
          )}
        </>
      )}
      {figure?.lastAt && <p className={styles.muted}>{words.freshness(format.dateTime(figure.lastAt))}</p>}
    </div>
  )
}
