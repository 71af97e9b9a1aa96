import { useMemo } from 'react'
import { useFormat } from '../messages/use-messages.ts'
import type { Indicator, Period } from './view.ts'
import { useWords, type OperationsMessages } from './words.ts'

const digits = { percent: 1, cases: 0, reports: 0, hours: 1, minutes: 0, points: 2, dong: 0 } as const satisfies Record<
  Indicator['unit'],
  number
>

/** Figures as this face writes them: the number alone, and with its unit. */
export function useFigures() {
  const format = useFormat()
  const words = useWords()
  return useMemo(() => {
    const number = (value: number, unit: Indicator['unit']) => format.number(value, digits[unit])
    const full = (value: number, unit: Indicator['unit']) => `${number(value, unit)} ${words.units[unit]}`
    /** as it is written: what looks the same is the same */
    const rounded = (value: number, unit: Indicator['unit']) =>
      Math.round(value * 10 ** digits[unit]) / 10 ** digits[unit]
    return { number, full, rounded, count: (value: number) => format.number(value, 0) }
  }, [format, words])
}

/** 2026-W47, 2026-11, 2026-Q4 … in words. */
export function periodText(
  period: Pick<Period, 'kind' | 'id' | 'from'>,
  words: OperationsMessages,
  date: (day: string) => string,
): string {
  const [year = '', part = ''] = period.id.split('-')
  const names = words.periodNames
  if (period.kind === 'day') return date(period.from)
  if (period.kind === 'week') return names.week(part.slice(1), year)
  if (period.kind === 'month') return names.month(part, year)
  if (period.kind === 'quarter') return names.quarter(part.slice(1), year)
  if (period.kind === 'half') return names.half(part.slice(1), year)
  return names.year(year)
}

export type Group = keyof OperationsMessages['groups']
export const groupNames = ['time', 'digital', 'people', 'amount'] as const satisfies readonly Group[]

/** The pack declares no groups: what an indicator is reckoned from says where it belongs. */
export function groupOf({ formula, unit }: Pick<Indicator, 'formula' | 'unit'>): Group {
  if (/(cases|reports)\.rated|^\{"of":\[\{"count":"cases\.supplement-requested"/.test(formula)) return 'people'
  if (/electronicResult|digitised/.test(formula)) return 'digital'
  if (/onTime|early|overdue|minutes/.test(formula)) return 'time'
  return unit === 'percent' ? 'digital' : 'amount'
}
