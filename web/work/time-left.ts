import type { Output } from '../api.ts'
import type { Status } from '../ui/status-mark.tsx'

export type Times = Output<'cases.inbox'>['items'][number]['times']
export type Span = { days: number } | { hours: number } | { minutes: number }

/** How a case stands with its time: which words, how much of the bar is left, and how bad it is. */
export type TimeLeft = {
  kind: 'late' | 'left' | 'intake' | 'intakeLate' | 'paused' | 'ready' | 'noLimit' | 'ended'
  span?: Span
  /** 1 full, 0 empty; undefined where no clock runs */
  part?: number
  status: Status
}

const minute = 60_000
const day = 24 * 60 * minute
const soon = 0.25

/** Rounded down, as one rounds what one has left. */
export function spanOf(milliseconds: number): Span {
  const whole = Math.abs(milliseconds)
  if (whole >= day) return { days: Math.floor(whole / day) }
  if (whole >= 60 * minute) return { hours: Math.floor(whole / (60 * minute)) }
  return { minutes: Math.max(1, Math.floor(whole / minute)) }
}

export function timeLeftOf(times: Times, now: Date): TimeLeft {
  if (times.endedAt) return { kind: 'ended', status: 'unknown' }
  if (times.resolvedAt) return { kind: 'ready', status: 'good' }
  if (times.pausedAt) return { kind: 'paused', status: 'unknown' }
  if (times.dueAt)
    return running({ from: times.acceptedAt ?? times.submittedAt, to: times.dueAt, share: times.share }, now)
  if (!times.acceptedAt && times.intakeDueAt) {
    const found = running({ from: times.submittedAt, to: times.intakeDueAt, share: undefined }, now)
    return { ...found, kind: found.kind === 'late' ? 'intakeLate' : 'intake' }
  }
  return { kind: 'noLimit', status: 'unknown' }
}

type Clock = { from: string; to: string; share: number | undefined }

function running({ from, to, share }: Clock, now: Date): TimeLeft {
  const left = Date.parse(to) - now.getTime()
  const span = spanOf(left)
  if (left < 0) return { kind: 'late', span, part: 0, status: 'bad' }
  const part = share === undefined ? left / Math.max(1, Date.parse(to) - Date.parse(from)) : 1 - share
  return { kind: 'left', span, part: Math.min(1, Math.max(0, part)), status: part <= soon ? 'watch' : 'active' }
}
