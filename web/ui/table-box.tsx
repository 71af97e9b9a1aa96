import type { ReactNode } from 'react'
import styles from './table-box.module.css'

/** Around a table that may be wider than its screen: it scrolls by itself, also by keyboard. `label` names it to who cannot see. */
export function TableBox({ label, children }: { label: string; children: ReactNode }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be within reach of the keyboard
    <div className={styles.box} role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  )
}
