import { IconChevronRight } from '@tabler/icons-react'
import { createLink } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, ReactNode } from 'react'
import styles from '../ui/list.module.css'

type RowProps = AnchorHTMLAttributes<HTMLAnchorElement> & { title: ReactNode; note?: ReactNode; mark?: ReactNode }

function Row({ title, note, mark, ...anchor }: RowProps) {
  return (
    <a {...anchor} className={styles.row}>
      <span className={styles.text}>
        <span className={styles.title}>{title}</span>
        {note && <span className={styles.note}>{note}</span>}
      </span>
      {mark}
      <IconChevronRight size={20} aria-hidden />
    </a>
  )
}

/** A whole row that leads to a page; stands in a `<li>` of a list of ui/list.module.css. */
export const RowLink = createLink(Row)
