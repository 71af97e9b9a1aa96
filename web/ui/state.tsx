import { IconCloudOff, IconFolderOpen } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { useDocumentTitle } from './page-title.tsx'
import styles from './state.module.css'

/** Says what will be here and how it comes. */
export function EmptyState({ title, text, action }: { title: string; text?: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles.state}>
      <IconFolderOpen className={styles.icon} size={32} stroke={1.5} aria-hidden />
      <p className={styles.title}>{title}</p>
      {text && <p className={styles.text}>{text}</p>}
      {action}
    </div>
  )
}

type FaultProps = { title: string; text?: ReactNode; code?: string; action?: ReactNode; house: string }

/** Something failed: what, what the person can do, and the number to name to the help desk. */
export function Fault({ title, text, code, action, house }: FaultProps) {
  // Where the whole page failed, this is what the page is about. A page that has a heading shows it while it waits.
  const [alone] = useState(() => document.querySelector('main h1') === null)
  return (
    <div className={styles.state} role="alert">
      <IconCloudOff className={styles.icon} size={32} stroke={1.5} aria-hidden />
      {alone ? <FaultTitle title={title} house={house} /> : <p className={styles.title}>{title}</p>}
      {text && <p className={styles.text}>{text}</p>}
      {action}
      {code && <p className={styles.code}>{code}</p>}
    </div>
  )
}

function FaultTitle({ title, house }: { title: string; house: string }) {
  useDocumentTitle(title, house)
  return (
    <h1 className={styles.title} tabIndex={-1}>
      {title}
    </h1>
  )
}

/** Holds the place of what is coming; nothing is drawn in the first 200 ms. */
export function Skeleton({ lines = 3, label }: { lines?: number; label: string }) {
  return (
    <div className={styles.skeleton} role="status" aria-busy aria-label={label}>
      {Array.from({ length: lines }, (_, at) => (
        <span key={at} />
      ))}
    </div>
  )
}
