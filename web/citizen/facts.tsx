import type { ReactNode } from 'react'
import styles from './page.module.css'

/** Names and values, those without a value left out. */
export function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(
        ([label, value]) =>
          value !== undefined &&
          value !== '' && (
            <div key={label}>
              <dt>{label}</dt>
              <dd className={typeof value === 'string' && /^[0-9a-f]{64}$/.test(value) ? styles.mono : undefined}>
                {value}
              </dd>
            </div>
          ),
      )}
    </dl>
  )
}
