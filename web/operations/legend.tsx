import { StatusMark } from '../ui/status-mark.tsx'
import { useFigures } from './figures.ts'
import type { Board, Indicator } from './view.ts'
import { useWords } from './words.ts'
import styles from './legend.module.css'

type LegendProps = {
  board: Board
  indicator: Indicator
  schematic: boolean
  hatch: boolean
  onHatch: (hatch: boolean) => void
}

const shades = ['good', 'watch', 'bad'] as const

/** What the colours mean, with how many units have each. */
export function Legend({ board, indicator, schematic, hatch, onHatch }: LegendProps) {
  const words = useWords()
  const figures = useFigures()
  const { bands, better, unit } = indicator
  const sign = better === 'higher' ? '≥' : '≤'
  const bounds = bands && {
    good: `${sign} ${figures.full(bands.good, unit)}`,
    watch: `${sign} ${figures.full(bands.watch, unit)}`,
    bad: `${better === 'higher' ? '<' : '>'} ${figures.full(bands.watch, unit)}`,
  }
  const count = (shade: string) =>
    board.units.filter((figure) => figure.value !== null && figure.shade === shade).length
  const none = board.units.filter((figure) => figure.value === null).length
  return (
    <section className={styles.legend} aria-label={words.legend}>
      {bounds ? (
        <ul className={styles.list}>
          {shades.map((shade) => (
            <li key={shade}>
              <span className={styles.swatch} data-shade={shade} />
              <StatusMark status={shade} bare>
                {words.shades[shade]}
              </StatusMark>
              <span className={styles.bound}>{bounds[shade]}</span>
              <b>{figures.count(count(shade))}</b>
            </li>
          ))}
        </ul>
      ) : (
        <div>
          <p className={styles.note}>{words.noBands}</p>
          <p className={styles.scale}>
            {words.less}
            <span className={styles.ramp} aria-hidden />
            {words.more}
          </p>
        </div>
      )}
      {none > 0 && (
        <p className={styles.none}>
          <span className={styles.swatch} data-shade="unknown" />
          {words.noDatum}
          <b>{figures.count(none)}</b>
        </p>
      )}
      {bands && (
        <label className={styles.hatch}>
          <input type="checkbox" checked={hatch} onChange={(event) => onHatch(event.target.checked)} />
          {words.hatch}
        </label>
      )}
      {schematic && <p className={styles.schematic}>{words.schematic}</p>}
    </section>
  )
}
