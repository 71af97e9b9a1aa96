import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { ask } from '../api.ts'
import type { Tone } from '../maps/province-map.tsx'
import type { Shape } from '../maps/projection.ts'
import { useFigures } from './figures.ts'
import { asked, type Board, type Indicator, type UnitFigure, type View } from './view.ts'

/** Long enough for a shape or a definition that changes with an import only. */
const seldom = 10 * 60_000

export function useIndicators() {
  return useQuery({ ...ask('indicators.list', {}), staleTime: seldom })
}

export function useShapes() {
  const found = useQuery({ ...ask('units.shapes', {}), staleTime: seldom })
  const shapes = useMemo(
    () =>
      (found.data?.features ?? []).map(({ id, properties, geometry }): Shape => ({
        code: id,
        name: properties.name,
        polygons: geometry.coordinates,
      })),
    [found.data],
  )
  return { ...found, shapes }
}

/** The board of the indicator and period in the address; the one before stays on screen until the next is there. */
export function useBoard(view: View) {
  return useQuery({
    ...ask('indicators.map', asked(view)),
    placeholderData: keepPreviousData,
    // Time itself moves figures: a deadline passes without any fact of its own.
    refetchInterval: 60_000,
  })
}

/** The last six months of each unit, for the small trends of the ranking. */
export function useSmallTrends(indicator: string, on: string | undefined): ReadonlyMap<string, (number | null)[]> {
  const { data } = useQuery({
    ...ask('indicators.trend', { indicator, grain: 'month', count: 6, each: 'unit', ...(on && { on }) }),
    staleTime: 60_000,
  })
  return useMemo(() => new Map((data?.units ?? []).map(({ unit, values }) => [unit, values])), [data])
}

/** How each unit is painted. Without bands the amount decides, by rank among the units, so that one giant does not pale the rest. */
export function useTones(board: Board | undefined, indicator: Indicator | undefined): ReadonlyMap<string, Tone> {
  const figures = useFigures()
  return useMemo(() => {
    if (!board || !indicator) return new Map()
    const amounts = indicator.bands ? undefined : amountsOf(board.units)
    return new Map(
      board.units.map((figure): [string, Tone] => [
        figure.unit,
        {
          shade: figure.shade,
          amount: amounts?.get(figure.unit),
          value: figure.value === null ? undefined : figures.full(figure.value, indicator.unit),
        },
      ]),
    )
  }, [board, indicator, figures])
}

function amountsOf(units: readonly UnitFigure[]): Map<string, number> {
  const known = units.flatMap(({ unit, value }) => (value === null ? [] : [{ unit, value }]))
  const values = known.map(({ value }) => value).toSorted((a, b) => a - b)
  const place = (value: number) => values.findLastIndex((other) => other <= value) / Math.max(1, values.length - 1)
  return new Map(known.map(({ unit, value }) => [unit, place(value)]))
}

/** When the newest datum of the board came in. */
export const freshestOf = (board: Board): string | undefined =>
  board.units.reduce<string | undefined>(
    (newest, { lastAt }) => (lastAt && (!newest || lastAt > newest) ? lastAt : newest),
    undefined,
  )
