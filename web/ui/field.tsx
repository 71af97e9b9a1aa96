import { IconAlertTriangle, IconLock } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './field.module.css'

export type FieldFrame = {
  id: string
  label: ReactNode
  hint?: ReactNode
  error?: string | undefined
  /** Set where it need not be answered: only the exceptions are marked. */
  optional?: string | undefined
  /** Says where a known value comes from; with `locked`, that it can't be changed here. */
  known?: string | undefined
  locked?: boolean
}

/** What the input carries so that a screen reader says its hint and its error with it. */
export function describedBy({ id, hint, error, known }: FieldFrame): {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': boolean | undefined
} {
  const parts = [hint && `${id}-hint`, known && `${id}-known`, error && `${id}-error`].filter(Boolean)
  return { id, 'aria-describedby': parts.join(' ') || undefined, 'aria-invalid': error ? true : undefined }
}

/** Label, hint and error around one input. */
export function Field({ frame, children }: { frame: FieldFrame; children: ReactNode }) {
  return (
    <div className={`${styles.field} ${frame.error ? styles.wrong : ''}`}>
      <label className={styles.label} htmlFor={frame.id}>
        {frame.label}
        {frame.optional && <span className={styles.optional}> ({frame.optional})</span>}
      </label>
      <Words frame={frame} />
      {children}
    </div>
  )
}

/** The same around several inputs that are one question. */
export function FieldGroup({ frame, children }: { frame: FieldFrame; children: ReactNode }) {
  const described = describedBy(frame)
  return (
    <fieldset
      id={frame.id}
      tabIndex={-1}
      aria-describedby={described['aria-describedby']}
      className={`${styles.field} ${frame.error ? styles.wrong : ''}`}
    >
      <legend className={styles.label}>
        {frame.label}
        {frame.optional && <span className={styles.optional}> ({frame.optional})</span>}
      </legend>
      <Words frame={frame} />
      {children}
    </fieldset>
  )
}

function Words({ frame: { id, hint, known, locked, error } }: { frame: FieldFrame }) {
  return (
    <>
      {hint && (
        <p className={styles.hint} id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {known && (
        <p className={styles.known} id={`${id}-known`}>
          {locked && <IconLock size={16} aria-hidden />}
          {known}
        </p>
      )}
      {error && (
        <p className={styles.error} id={`${id}-error`}>
          <IconAlertTriangle size={18} aria-hidden />
          {error}
        </p>
      )}
    </>
  )
}
