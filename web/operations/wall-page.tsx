import { IconPlayerPause, IconPlayerPlay, IconPlayerSkipForward, IconX } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Spark } from '../charts/spark.tsx'
import { Mark } from '../components/mark.tsx'
import { QueryState } from '../components/query-state.tsx'
import { ProvinceMap } from '../maps/province-map.tsx'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { StatusMark } from '../ui/status-mark.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { Delta } from './delta.tsx'
import { periodText, useFigures } from './figures.ts'
import { Judged } from './judged.tsx'
import { Legend } from './legend.tsx'
import { PulseMark, useFresh } from './pulse-mark.tsx'
import { Stream } from './stream.tsx'
import { useUnits } from './units.ts'
import { freshestOf, useBoard, useIndicators, useShapes, useSmallTrends, useTones } from './use-board.ts'
import { useNow } from '../components/use-now.ts'
import { useTurning } from './use-turning.ts'
import { asked, viewOf, type Board, type Indicator, type UnitFigure, type View } from './view.ts'
import { useWords } from './words.ts'
import styles from './wall.module.css'

const turnMilliseconds = 20_000
/** rows of each list that the wall's height holds */
const most = 5
const nobody = () => undefined

/** For a screen on a wall, read from five metres: one indicator at a time, turning by itself. */
export function WallPage({ view }: { view: View }) {
  const words = useWords()
  const navigate = useNavigate()
  const indicators = useIndicators()
  const board = useBoard(view)
  const items = indicators.data?.items ?? []
  const chosen = asked(view).indicator
  const at = items.findIndex((one) => one.id === chosen)
  const next = items[(at + 1) % Math.max(1, items.length)]?.id
  const turn = () => {
    if (next)
      void navigate({ to: paths.operations, search: { ...viewOf(view), indicator: next, wall: '1' }, replace: true })
  }
  const { turning, toggle } = useTurning(turnMilliseconds, chosen, turn)
  const leave = () => void navigate({ to: paths.operations, search: viewOf(view) })
  useKeys({ Escape: leave, ' ': toggle, ArrowRight: turn })
  const indicator = items[at]
  return (
    <main id="content" className={styles.wall}>
      <QueryState query={board}>
        {(data) => indicator && <Wall board={data} indicator={indicator} view={view} />}
      </QueryState>
      <nav className={styles.dots} aria-label={words.indicator}>
        <ol className={styles.dotRow} aria-hidden>
          {items.map((one) => (
            <li key={one.id} data-now={one.id === chosen || undefined} data-turning={turning || undefined} />
          ))}
        </ol>
        <button
          type="button"
          onClick={toggle}
          title={turning ? words.pause : words.play}
          aria-label={turning ? words.pause : words.play}
        >
          {turning ? <IconPlayerPause size="1.25em" aria-hidden /> : <IconPlayerPlay size="1.25em" aria-hidden />}
        </button>
        <button type="button" onClick={turn} title={words.next} aria-label={words.next}>
          <IconPlayerSkipForward size="1.25em" aria-hidden />
        </button>
        <button type="button" onClick={leave} title={words.leaveWall} aria-label={words.leaveWall}>
          <IconX size="1.25em" aria-hidden />
        </button>
      </nav>
      <div className={styles.stream}>
        <Stream view={viewOf(view)} limit={12} />
      </div>
    </main>
  )
}

function Wall({ board, indicator, view }: { board: Board; indicator: Indicator; view: View }) {
  const words = useWords()
  const units = useUnits()
  const fresh = useFresh()
  const shapes = useShapes()
  const tones = useTones(board, indicator)
  const navigate = useNavigate()
  const [active, setActive] = useState<string>()
  const agencies = board.units.filter(
    ({ unit, value }) => value !== null && units.byCode.get(unit)?.kind === 'department',
  )
  return (
    <>
      <Total board={board} indicator={indicator} view={view} />
      <div className={styles.map}>
        {shapes.data && (
          <ProvinceMap
            shapes={shapes.shapes}
            bbox={shapes.data.bbox}
            tones={tones}
            names={units.short}
            label={words.title}
            missing={words.noDatum}
            help={words.mapHelp}
            hatch={false}
            values
            fresh={fresh}
            active={active}
            onActive={setActive}
            onOpen={(unit) => void navigate({ to: paths.operationsUnit, params: { unit }, search: viewOf(view) })}
          />
        )}
      </div>
      <div className={styles.legend}>
        <Legend
          board={board}
          indicator={indicator}
          schematic={shapes.data?.schematic ?? false}
          hatch={false}
          onHatch={nobody}
        />
      </div>
      <div className={styles.right}>
        <Clock />
        <Ends board={board} indicator={indicator} view={view} />
        {agencies.length > 0 && (
          <Places title={words.departments} rows={agencies.slice(0, 3)} indicator={indicator} trends={new Map()} />
        )}
      </div>
    </>
  )
}

function Total({ board, indicator, view }: { board: Board; indicator: Indicator; view: View }) {
  const words = useWords()
  const locale = useLocale()
  const format = useFormat()
  const figures = useFigures()
  const { province } = useMessages()
  const { total } = board
  const last = freshestOf(board)
  return (
    <section className={styles.total}>
      <p className={styles.house}>
        <Mark />
        {province}
      </p>
      <h1>{say(indicator.name, locale)}</h1>
      <p className={styles.period}>{periodText(board.period, words, format.date)}</p>
      <p className={styles.big}>
        {total.value === null ? (
          <span className={styles.none}>{words.noDatum}</span>
        ) : (
          <Link to={paths.operationsUnit} params={{ unit: 'tinh' }} search={viewOf(view)}>
            {figures.number(total.value, indicator.unit)}
            <small>{words.units[indicator.unit]}</small>
          </Link>
        )}
      </p>
      {indicator.bands && total.value !== null && (
        <p className={styles.judged}>
          <StatusMark status={total.shade}>{words.shades[total.shade]}</StatusMark>
        </p>
      )}
      <p className={styles.delta}>
        <Delta figure={total} indicator={indicator} />
      </p>
      {indicator.target !== undefined && <p>{words.target(figures.full(indicator.target, indicator.unit))}</p>}
      {total.whole !== null && total.whole !== total.part && (
        <p>{words.ofCases(figures.count(total.part), figures.count(total.whole))}</p>
      )}
      <p>{last ? words.freshShort(format.dateTime(last)) : words.noFreshness}</p>
      <p className={styles.source}>
        {words.source}: {indicator.source}
        {indicator.estimate && ` (${words.estimate})`}
      </p>
    </section>
  )
}

function Clock() {
  const now = useNow(1_000)
  const format = useFormat()
  return (
    <div className={styles.clock}>
      <time dateTime={now.toISOString()}>{format.time(now)}</time>
      <span>
        {format.weekday(now)}, {format.date(now)}
      </span>
      <PulseMark />
    </div>
  )
}

/** The two ends of the ranking: who leads, and who must be pressed. */
function Ends({ board, indicator, view }: { board: Board; indicator: Indicator; view: View }) {
  const words = useWords()
  const trends = useSmallTrends(indicator.id, view.on)
  const ranked = board.units.filter(({ rank, value }) => rank !== null && value !== null)
  const lead = ranked.slice(0, most)
  const pressed = ranked.slice(most).filter(({ shade }) => shade !== 'good')
  const last = pressed.toReversed().slice(0, most)
  return (
    <>
      <Places title={words.best} rows={lead} indicator={indicator} trends={trends} />
      {last.length > 0 && <Places title={words.worst} rows={last} indicator={indicator} trends={trends} />}
    </>
  )
}

type PlacesProps = {
  title: string
  rows: readonly UnitFigure[]
  indicator: Indicator
  trends: ReadonlyMap<string, (number | null)[]>
}

function Places({ title, rows, indicator, trends }: PlacesProps) {
  const units = useUnits()
  const figures = useFigures()
  return (
    <section className={styles.places}>
      <h2>{title}</h2>
      <ol className={styles.rows} data-plain={trends.size === 0 || undefined}>
        {rows.map((figure) => (
          <li key={figure.unit}>
            <span>{units.short(figure.unit)}</span>
            {trends.size > 0 && <Spark values={trends.get(figure.unit) ?? []} width={56} />}
            <Judged shade={indicator.bands && figure.shade}>
              <strong>{figures.number(figure.value ?? 0, indicator.unit)}</strong>
            </Judged>
          </li>
        ))}
      </ol>
    </section>
  )
}
