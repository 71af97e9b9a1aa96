import { useSyncExternalStore } from 'react'
import { Meter } from '../ui/meter.tsx'
import { StatusMark } from '../ui/status-mark.tsx'
import { timeLeftOf, type Span, type TimeLeft, type Times } from './time-left.ts'
import { useWork } from './use-work.ts'
import styles from './work.module.css'

/** One clock for the page: half a minute is fine enough for hours left. */
const listeners = new Set<() => void>()
let now = new Date()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  const timer = setInterval(() => {
    now = new Date()
    listener()
  }, 30_000)
  return () => {
    clearInterval(timer)
    listeners.delete(listener)
  }
}

export const useNow = (): Date => useSyncExternalStore(subscribe, () => now)

export function useTimeWords(times: Times): TimeLeft & { words: string } {
  const { time } = useWork()
  const found = timeLeftOf(times, useNow())
  const span = (one: Span | undefined): string => {
    if (!one) return ''
    if ('days' in one) return time.days(one.days)
    return 'hours' in one ? time.hours(one.hours) : time.minutes(one.minutes)
  }
  const words = time[found.kind]
  return { ...found, words: typeof words === 'string' ? words : words(span(found.span)) }
}

/** The words of the time left, over a thin bar that empties. */
export function TimeBar({ times }: { times: Times }) {
  const { time } = useWork()
  const { part, status, words } = useTimeWords(times)
  return (
    <span className={styles.time}>
      <StatusMark status={status} bare>
        {words}
      </StatusMark>
      {part !== undefined && <Meter part={part} status={status} label={time.bar} />}
    </span>
  )
}
