import { useEffect, type ReactNode } from 'react'
import styles from './page-title.module.css'

type PageTitleProps = { title: string; lead?: ReactNode; above?: ReactNode; house: string }

/** The page's one `h1`, and its name in the tab and to a screen reader. */
export function PageTitle({ title, lead, above, house }: PageTitleProps) {
  useDocumentTitle(title, house)
  return (
    <header className={styles.head}>
      {above}
      <h1 tabIndex={-1}>{title}</h1>
      {lead && <p className={styles.lead}>{lead}</p>}
    </header>
  )
}

export function useDocumentTitle(title: string, house: string): void {
  useEffect(() => {
    document.title = title === house ? house : `${title} – ${house}`
  }, [title, house])
}
