import { Link } from '@tanstack/react-router'
import { amountColour, type Tone } from '../maps/province-map.tsx'
import { paths } from '../paths.ts'
import { Judged } from './judged.tsx'
import { useFigures } from './figures.ts'
import { useUnits } from './units.ts'
import { viewOf, type Board, type Indicator, type UnitFigure, type View } from './view.ts'
import { useWords } from './words.ts'
import styles from './tiles.module.css'

type TilesProps = {
  board: Board
  indicator: Indicator
  view: View
  tones: ReadonlyMap<string, Tone>
  fresh: ReadonlySet<string>
}

/** Departments have no ground on a map: they stand beside it, painted in the same way; then who has no figure yet. */
export function DepartmentTiles({ board, indicator, view, tones, fresh }: TilesProps) {
  const words = useWords()
  const units = useUnits()
  const figureOf = new Map(board.units.map((figure) => [figure.unit, figure]))
  const agencies = [...units.byCode.values()].filter(({ kind }) => kind === 'department' || kind === 'office')
  const found = agencies.flatMap(({ code }) => figureOf.get(code) ?? []).filter(({ value }) => value !== null)
  const missing = agencies.filter(
    ({ code, kind }) => kind === 'department' && (figureOf.get(code)?.value ?? null) === null,
  )
  return (
    <section className={styles.departments} aria-label={words.departments}>
      <h2>{words.departments}</h2>
      <ul className={styles.tiles}>
        {found.map((figure) => (
          <li key={figure.unit}>
            <Tile
              figure={figure}
              indicator={indicator}
              view={view}
              amount={tones.get(figure.unit)?.amount}
              fresh={fresh.has(figure.unit)}
            />
          </li>
        ))}
      </ul>
      {missing.length > 0 && (
        <p className={styles.missing}>
          {words.noDatum}:{' '}
          {missing.map(({ code }, at) => (
            <span key={code}>
              {at > 0 && ' · '}
              <Link to={paths.operationsUnit} params={{ unit: code }} search={viewOf(view)}>
                {units.short(code)}
              </Link>
            </span>
          ))}
        </p>
      )}
    </section>
  )
}

type TileProps = {
  figure: UnitFigure
  indicator: Indicator
  view: View
  amount: number | undefined
  fresh: boolean
}

function Tile({ figure, indicator, view, amount, fresh }: TileProps) {
  const words = useWords()
  const units = useUnits()
  const figures = useFigures()
  return (
    <Link
      className={styles.tile}
      to={paths.operationsUnit}
      params={{ unit: figure.unit }}
      search={viewOf(view)}
      title={units.name(figure.unit)}
      data-shade={indicator.bands ? figure.shade : undefined}
      data-fresh={fresh || undefined}
      style={amount === undefined ? undefined : { borderLeftColor: amountColour(amount) }}
    >
      <span className={styles.tileName}>{units.short(figure.unit)}</span>
      <Judged shade={indicator.bands && figure.shade}>
        <strong>{figures.full(figure.value ?? 0, indicator.unit)}</strong>
        {figure.few && <small>{words.few}</small>}
      </Judged>
    </Link>
  )
}
