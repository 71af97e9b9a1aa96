import { IconAlertTriangle, IconCircleCheck, IconClockExclamation, IconInfoCircle } from '@tabler/icons-react'
import { useEffect, useRef, type ReactNode, type Ref } from 'react'
import styles from './notice.module.css'

const icons = {
  note: IconInfoCircle,
  good: IconCircleCheck,
  watch: IconClockExclamation,
  bad: IconAlertTriangle,
} as const

type NoticeProps = {
  kind?: keyof typeof icons
  title?: ReactNode
  children?: ReactNode
  /** Announced at once to a screen reader; for what has just happened. */
  announce?: boolean
  ref?: Ref<HTMLDivElement>
}

export function Notice({ kind = 'note', title, children, announce, ref }: NoticeProps) {
  const Icon = icons[kind]
  const role = announce ? (kind === 'bad' ? 'alert' : 'status') : undefined
  const body = useRef<HTMLDivElement>(null)
  // What went wrong must be seen, even when the button that was pressed is a screen below.
  useEffect(() => {
    if (role === 'alert') body.current?.scrollIntoView({ block: 'nearest' })
  }, [role])
  return (
    <div className={`${styles.notice} ${styles[kind] ?? ''}`} role={role} ref={ref} tabIndex={-1}>
      <Icon size={20} stroke={2} aria-hidden />
      <div className={styles.body} ref={body}>
        {title && <p className={styles.title}>{title}</p>}
        {children}
      </div>
    </div>
  )
}
