import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconClockExclamation,
  IconProgress,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './status-mark.module.css'

/** `active` says that somebody works on it; the other four are the house's judgement of a figure or a deadline. */
export type Status = 'good' | 'watch' | 'bad' | 'unknown' | 'active'

const icons = {
  good: IconCircleCheck,
  watch: IconClockExclamation,
  bad: IconAlertTriangle,
  unknown: IconCircleDashed,
  active: IconProgress,
} as const satisfies Record<Status, unknown>

/** A status is never colour alone: an icon of its own shape and a word stand with it. */
export function StatusMark({ status, bare, children }: { status: Status; bare?: boolean; children: ReactNode }) {
  const Icon = icons[status]
  return (
    <span className={[styles.mark, styles[status], bare && styles.bare].filter(Boolean).join(' ')}>
      <Icon size="1.15em" stroke={2} aria-hidden />
      {children}
    </span>
  )
}
