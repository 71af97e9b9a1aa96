import type { ReactNode } from 'react'
import type { Status } from '../ui/status-mark.tsx'
import styles from './charts.module.css'

export type Bar = {
  key: string
  label: ReactNode
  /** from 0 to 1 of the longest */
  part: number
  value: ReactNode
  note?: ReactNode
  shade?: Status | undefined
}

/** Bars from zero, each with its name and its figure in words. */
export function Bars({ bars, label }: { bars: readonly Bar[]; label: string }) {
  return (
    <ol className={styles.bars} aria-label={label}>
      {bars.map((bar) => (
        <li key={bar.key}>
          <span className={styles.barLabel}>{bar.label}</span>
          <span className={styles.barValue}>{bar.value}</span>
          <span className={styles.barTrack} aria-hidden>
            <span
              className={`${styles.bar} ${bar.shade ? (styles[bar.shade] ?? '') : ''}`}
              style={{ width: `${Math.max(0, Math.min(1, bar.part)) * 100}%` }}
            />
          </span>
          {bar.note && <span className={styles.barNote}>{bar.note}</span>}
        </li>
      ))}
    </ol>
  )
}

export type Column = { key: string; label: string; value: number; written: string }

/** Standing bars for a distribution. */
export function Columns({ columns, label }: { columns: readonly Column[]; label: string }) {
  const most = Math.max(1, ...columns.map((column) => column.value))
  return (
    <ol className={styles.columns} aria-label={label}>
      {columns.map((column) => (
        <li key={column.key}>
          <span className={styles.columnRoom}>
            <span className={styles.columnValue}>{column.value > 0 ? column.written : ''}</span>
            <span className={styles.column} style={{ height: `${(column.value / most) * 85}%` }} aria-hidden />
          </span>
          <span className={styles.columnLabel}>{column.label}</span>
        </li>
      ))}
    </ol>
  )
}
