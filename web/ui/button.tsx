import type { ButtonHTMLAttributes, ReactNode } from 'react'
import styles from './button.module.css'

export type ButtonKind = 'primary' | 'secondary' | 'plain' | 'danger'

type Look = { kind?: ButtonKind; small?: boolean; wide?: boolean }

/** The look of a button, for links that lead to the next step. */
export function buttonClass({ kind = 'primary', small = false, wide = false }: Look = {}): string {
  return [styles.button, styles[kind], small && styles.small, wide && styles.wide].filter(Boolean).join(' ')
}

type ButtonProps = Look &
  ButtonHTMLAttributes<HTMLButtonElement> & {
    /** Work is under way: the button keeps its focus and its words, and takes no second press. */
    busy?: boolean
    /** The key that does the same, shown in the button. */
    shortcut?: string
    children: ReactNode
  }

export function Button({ kind, small, wide, busy, shortcut, children, onClick, type, ...rest }: ButtonProps) {
  const look = { ...(kind && { kind }), ...(small && { small }), ...(wide && { wide }) }
  return (
    <button
      {...rest}
      type={type ?? 'button'}
      className={buttonClass(look)}
      aria-disabled={busy ?? undefined}
      aria-busy={busy ?? undefined}
      aria-keyshortcuts={shortcut}
      onClick={(event) => (busy ? event.preventDefault() : onClick?.(event))}
    >
      {children}
      {shortcut && (
        <kbd className={styles.key} aria-hidden>
          {shortcut}
        </kbd>
      )}
    </button>
  )
}
