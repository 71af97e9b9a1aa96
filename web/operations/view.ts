import type { Input, Output } from '../api.ts'

export type Board = Output<'indicators.map'>
export type UnitFigure = Board['units'][number]
export type Figure = Board['total']
export type Shade = Figure['shade']
export type Period = Board['period']
export type PeriodKind = Period['kind']
export type Indicator = Output<'indicators.list'>['items'][number]
export type Unit = Output<'units.list'>['items'][number]

export const periodKinds = ['day', 'week', 'month', 'quarter', 'half', 'year'] as const satisfies readonly PeriodKind[]

/** What the address bar says of the figures on screen; every page of this face carries it along. */
export type View = { indicator?: string | undefined; period?: string | undefined; on?: string | undefined }

const isPeriodKind = (text: string | undefined): text is PeriodKind => periodKinds.some((kind) => kind === text)

/** The view as the server is asked for it; what the address leaves out is the on-time share of this month. */
export function asked(view: View): { indicator: string } & Pick<Input<'indicators.unit'>, 'period' | 'on'> {
  return {
    indicator: view.indicator ?? 'returned-on-time',
    period: isPeriodKind(view.period) ? view.period : 'month',
    ...(view.on && /^\d{4}-\d{2}-\d{2}$/.test(view.on) && { on: view.on }),
  }
}

/** Only what differs from the usual stands in the address. */
export const viewOf = ({ indicator, period, on }: View) => ({
  ...(indicator && { indicator }),
  ...(period && period !== 'month' && { period }),
  ...(on && { on }),
})

export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}
