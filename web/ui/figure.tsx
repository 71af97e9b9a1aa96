import type { ReactNode } from 'react'
import styles from './figure.module.css'

type FigureProps = {
  label: ReactNode
  /** Written out already; undefined means that there is no datum, which is not zero. */
  value: string | undefined
  missing: string
  unit?: string
  note?: ReactNode
  large?: boolean
}

export function Figure({ label, value, missing, unit, note, large }: FigureProps) {
  return (
    <div className={`${styles.figure} ${large ? styles.large : ''}`}>
      <div className={styles.label}>{label}</div>
      <div className={styles.value}>
        {value ?? <span className={styles.note}>{missing}</span>}
        {value !== undefined && unit && <span className={styles.unit}>{unit}</span>}
      </div>
      {note && <div className={styles.note}>{note}</div>}
    </div>
  )
}
