import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { QueryState } from '../components/query-state.tsx'
import { ProvinceMap } from '../maps/province-map.tsx'
import { useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { useDocumentTitle } from '../ui/page-title.tsx'
import { Skeleton } from '../ui/state.tsx'
import { DepartmentTiles } from './department-tiles.tsx'
import { Headline } from './headline.tsx'
import { IndicatorPicker } from './indicator-picker.tsx'
import { Legend } from './legend.tsx'
import { PeriodPicker } from './period-picker.tsx'
import { useFresh } from './pulse-mark.tsx'
import { Ranking } from './ranking.tsx'
import { Stream } from './stream.tsx'
import { UnitCard } from './unit-card.tsx'
import { UnitSheet } from './unit-sheet.tsx'
import { useUnits } from './units.ts'
import { useBoard, useIndicators, useShapes, useSmallTrends, useTones } from './use-board.ts'
import { useWall } from './use-wall.ts'
import { asked, viewOf, type Board, type Indicator, type View } from './view.ts'
import { WallPage } from './wall-page.tsx'
import { useWords } from './words.ts'
import styles from './map-page.module.css'

/** The room of the operations face: index and period, the map, the ranking, and what just happened. */
export function MapPage() {
  const { wall: _, ...view } = useSearch({ from: '/operations/dieu-hanh' })
  const wall = useWall()
  const words = useWords()
  const { house } = useMessages()
  const navigate = useNavigate()
  const indicators = useIndicators()
  const board = useBoard(view)
  useDocumentTitle(words.title, house)
  const show = (next: View) => void navigate({ to: paths.operations, search: viewOf(next) })
  const chosen = asked(view).indicator
  const indicator = indicators.data?.items.find((one) => one.id === chosen) ?? indicators.data?.items[0]
  if (wall) return <WallPage view={view} />
  return (
    <main id="content" className={styles.page} tabIndex={-1}>
      <aside className={styles.side}>
        <PeriodPicker period={board.data?.period} view={view} onView={show} />
        <IndicatorPicker
          indicators={indicators.data?.items ?? []}
          chosen={chosen}
          onChoose={(id) => show({ ...view, indicator: id })}
        />
      </aside>
      <QueryState query={board} waiting={<Waiting />}>
        {(data) => (indicator ? <Room board={data} indicator={indicator} view={view} /> : <Waiting />)}
      </QueryState>
      <div className={styles.stream}>
        <Stream view={viewOf(view)} />
      </div>
    </main>
  )
}

function Waiting() {
  const { loading } = useMessages()
  return (
    <div className={styles.waiting}>
      <Skeleton lines={12} label={loading} />
    </div>
  )
}

function Room({ board, indicator, view }: { board: Board; indicator: Indicator; view: View }) {
  const words = useWords()
  const units = useUnits()
  const navigate = useNavigate()
  const fresh = useFresh()
  const shapes = useShapes()
  const tones = useTones(board, indicator)
  const trends = useSmallTrends(indicator.id, view.on)
  const [active, setActive] = useState<string>()
  const [sheet, setSheet] = useState<string>()
  const [hatch, setHatch] = useState(false)
  const [touch] = useState(() => matchMedia('(hover: none)').matches)
  const open = (unit: string) => {
    if (touch) {
      setActive(unit)
      setSheet(unit)
    } else void navigate({ to: paths.operationsUnit, params: { unit }, search: viewOf(view) })
  }
  const closeSheet = () => {
    setSheet(undefined)
    setActive(undefined)
  }
  return (
    <>
      <div className={styles.map}>
        <div className={styles.headline}>
          <Headline board={board} indicator={indicator} view={view} />
        </div>
        {shapes.data && (
          <ProvinceMap
            shapes={shapes.shapes}
            bbox={shapes.data.bbox}
            tones={tones}
            names={units.short}
            label={words.title}
            missing={words.noDatum}
            help={words.mapHelp}
            hatch={hatch}
            fresh={fresh}
            active={active}
            onActive={setActive}
            onOpen={open}
            card={touch ? undefined : (code) => <UnitCard board={board} indicator={indicator} code={code} />}
          />
        )}
        <div className={styles.legend}>
          <Legend
            board={board}
            indicator={indicator}
            schematic={shapes.data?.schematic ?? false}
            hatch={hatch}
            onHatch={setHatch}
          />
        </div>
      </div>
      <div className={styles.departments}>
        <DepartmentTiles board={board} indicator={indicator} view={view} tones={tones} fresh={fresh} />
      </div>
      <div className={styles.ranking}>
        <Ranking
          board={board}
          indicator={indicator}
          view={view}
          trends={trends}
          fresh={fresh}
          active={active}
          onActive={setActive}
        />
      </div>
      {sheet && <UnitSheet board={board} indicator={indicator} view={view} code={sheet} onClose={closeSheet} />}
    </>
  )
}
