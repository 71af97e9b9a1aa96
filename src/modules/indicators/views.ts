import { z } from 'zod'
import type { Indicator } from './definition.ts'
import { periodKinds, type Period } from './periods.ts'
import { hasFew, round, type Figure } from './rules.ts'
import type { Standing } from './board.ts'

const Text = z.object({ vi: z.string(), en: z.string().optional() })
export const PeriodView = z.object({
  kind: z.enum(periodKinds),
  id: z.string(),
  from: z.string(),
  to: z.string(),
  /** its last day has not passed: the figure still moves */
  open: z.boolean(),
})

export const IndicatorView = z.object({
  id: z.string(),
  name: Text,
  about: Text.optional(),
  source: z.string(),
  estimate: z.boolean(),
  unit: z.enum(['percent', 'cases', 'reports', 'hours', 'minutes', 'points', 'dong']),
  better: z.enum(['higher', 'lower']),
  target: z.number().optional(),
  bands: z.object({ good: z.number(), watch: z.number() }).optional(),
  margin: z.number(),
  few: z.number(),
  by: z.array(z.enum(['procedure', 'channel'])),
  /** how it is reckoned, as written in the pack */
  formula: z.string(),
})

/** A figure: null is no figure, never zero. */
export const FigureView = z.object({
  value: z.number().nullable(),
  part: z.number(),
  whole: z.number().nullable(),
  shade: z.enum(['good', 'watch', 'bad', 'unknown']),
  previous: z.number().nullable(),
  few: z.boolean(),
})
export type FigureView = z.output<typeof FigureView>

export const UnitFigureView = FigureView.extend({
  unit: z.string(),
  rank: z.number().nullable(),
  /** places gained since the period before; null where one of the two has no rank */
  movement: z.number().nullable(),
  lastAt: z.iso.datetime().nullable(),
  /** the frozen figure of a closed period that late events have changed */
  frozen: z.number().nullable().optional(),
})

export const BoardView = z.object({
  indicator: z.string(),
  period: PeriodView,
  total: FigureView,
  units: z.array(UnitFigureView),
  asOf: z.iso.datetime(),
})

/** A record behind a figure: a case with its procedure, or a report with its category. */
export const CaseLine = z.object({
  code: z.string(),
  procedure: z.string(),
  category: z.string().optional(),
  channel: z.string(),
  at: z.iso.datetime(),
})

export const StreamItem = z.object({
  id: z.string(),
  type: z.string(),
  record: z.string(),
  unit: z.string(),
  procedure: z.string().nullable(),
  at: z.iso.datetime(),
})

const shown = (figure: Figure): number | null => (figure.value === undefined ? null : round(figure.value))

export function presentFigure(indicator: Indicator, standing: Standing): FigureView {
  return {
    value: shown(standing.figure),
    part: standing.figure.part,
    whole: standing.figure.whole ?? null,
    shade: standing.shade,
    previous: shown(standing.previous),
    few: hasFew(indicator, standing.figure),
  }
}

export const presentPeriod = (period: Period, today: string) => ({ ...period, open: period.to >= today })

export function presentIndicator(id: string, indicator: Indicator): z.input<typeof IndicatorView> {
  const { of, over, stock, duration } = indicator
  return {
    ...indicator,
    id,
    formula: JSON.stringify(duration ? { duration } : stock ? { stock } : over ? { of, over } : { of }),
  }
}
