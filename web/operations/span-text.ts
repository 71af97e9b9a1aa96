import { useMemo } from 'react'
import { useFormat } from '../messages/use-messages.ts'
import { useWords } from './words.ts'

/** A stretch of time in the measure that fits it: minutes, hours, days. */
export function useSpans() {
  const words = useWords().process
  const format = useFormat()
  return useMemo(() => {
    const number = (value: number) => format.number(value, value < 10 ? 1 : 0)
    const short = (hours: number) =>
      hours < 1
        ? words.minutesShort(number(Math.round(hours * 60)))
        : hours < 48
          ? words.hoursShort(number(hours))
          : words.daysShort(number(hours / 24))
    const long = (hours: number) =>
      hours < 1
        ? words.minutes(number(Math.round(hours * 60)))
        : hours < 48
          ? words.hours(number(hours))
          : words.days(number(hours / 24))
    return { short, long }
  }, [words, format])
}
