import { useAppointments } from '../messages/use-appointments.ts'

type Range = { low: number; high: number }

const coarse = 15
const long = 90

/** A range of minutes as honest as it is: by fives above a quarter of an hour, by hours when it is long. */
export function spanOf({ low, high }: Range): { span: string; unit: 'minutes' | 'hours' } {
  if (high > long) return { span: between(Math.floor(low / 60), Math.ceil(high / 60)), unit: 'hours' }
  const step = high > coarse ? 5 : 1
  return { span: between(Math.floor(low / step) * step, Math.ceil(high / step) * step), unit: 'minutes' }
}

const between = (low: number, high: number): string =>
  Math.max(1, low) >= high ? String(Math.max(1, high)) : `${Math.max(1, low)}–${high}`

/** "khoảng 10–20 phút" */
export function useWaitWords(): (range: Range) => string {
  const { wait } = useAppointments()
  return (range) => {
    const { span, unit } = spanOf(range)
    return wait.about(span, unit)
  }
}
