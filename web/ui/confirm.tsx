import { useEffect, useId, useRef, type ReactNode } from 'react'
import { Button } from './button.tsx'
import styles from './confirm.module.css'

type ConfirmProps = {
  title: string
  /** What will be sent to whom, or what can no longer be changed. */
  children: ReactNode
  confirm: string
  cancel: string
  onConfirm: () => void
  onCancel: () => void
  busy?: boolean
  danger?: boolean
}

/** A legal act is confirmed on the page, never in a dialog on top of it: what it concerns stays in sight. */
export function Confirm({ title, children, confirm, cancel, onConfirm, onCancel, busy, danger }: ConfirmProps) {
  const id = useId()
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    box.current?.focus()
    box.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <section
      ref={box}
      tabIndex={-1}
      aria-labelledby={id}
      className={`${styles.confirm} ${danger ? styles.danger : ''}`}
      onKeyDown={(event) => event.key === 'Escape' && onCancel()}
    >
      <h2 id={id}>{title}</h2>
      {children}
      <div className={styles.actions}>
        <Button kind={danger ? 'danger' : 'primary'} onClick={onConfirm} busy={busy ?? false}>
          {confirm}
        </Button>
        <Button kind="plain" onClick={onCancel}>
          {cancel}
        </Button>
      </div>
    </section>
  )
}
