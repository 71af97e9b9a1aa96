import { IconChevronRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useMessages } from '../messages/use-messages.ts'
import styles from './page.module.css'

/** The way up: each level is a link, the last one is here. */
export function Breadcrumb({ levels }: { levels: readonly ReactNode[] }) {
  const { back } = useMessages()
  return (
    <nav aria-label={back} className={styles.breadcrumb}>
      <ol>
        {levels.map((level, at) => (
          <li key={at} aria-current={at === levels.length - 1 ? 'page' : undefined}>
            {at > 0 && <IconChevronRight size="1em" aria-hidden />}
            {level}
          </li>
        ))}
      </ol>
    </nav>
  )
}
