import type { ReactNode } from 'react'
import styles from './timeline.module.css'

export type Moment = {
  key: string
  state: 'done' | 'now' | 'ahead' | 'watch' | 'bad'
  title: ReactNode
  when?: ReactNode
  detail?: ReactNode
}

export function Timeline({ moments, label }: { moments: readonly Moment[]; label: string }) {
  return (
    <ol className={styles.timeline} aria-label={label}>
      {moments.map((moment) => (
        <li
          key={moment.key}
          className={`${styles.moment} ${styles[moment.state]}`}
          aria-current={moment.state === 'now' ? 'step' : undefined}
        >
          <span className={styles.dot} aria-hidden />
          <div className={styles.title}>{moment.title}</div>
          {moment.when && <div className={styles.when}>{moment.when}</div>}
          {moment.detail && <div className={styles.detail}>{moment.detail}</div>}
        </li>
      ))}
    </ol>
  )
}
