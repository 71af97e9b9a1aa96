import type { Status } from './status-mark.tsx'
import styles from './meter.module.css'

type MeterProps = {
  /** From 0 to 1; what is outside is drawn as the nearest end. */
  part: number
  label: string
  status?: Status
}

/** A thin bar: of time that empties (`timeLeft`), or of work that fills (an upload, the sections of a form). */
export function Meter({ part, label, status = 'active' }: MeterProps) {
  const shown = Math.min(1, Math.max(0, part))
  return (
    <span
      className={styles.track}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(shown * 100)}
    >
      <span className={`${styles.fill} ${styles[status] ?? ''}`} style={{ transform: `scaleX(${shown})` }} />
    </span>
  )
}

/** How much of a span of time is left: 1 at its start, 0 when it is due or later. */
export function timeLeft(start: Date, due: Date, now: Date): number {
  const span = due.getTime() - start.getTime()
  return span <= 0 ? 0 : Math.min(1, Math.max(0, (due.getTime() - now.getTime()) / span))
}
