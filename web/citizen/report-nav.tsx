import { Link } from '@tanstack/react-router'
import { useReports } from '../messages/use-reports.ts'
import { paths } from '../paths.ts'
import styles from './reports.module.css'

/** The other pages where people are heard. */
export function ReportNav() {
  const t = useReports()
  return (
    <nav className={styles.nav} aria-label={t.title}>
      <Link to={paths.myReports}>{t.mine}</Link>
      <Link to={paths.ideas}>{t.ideas}</Link>
      <Link to={paths.surveys}>{t.surveys}</Link>
    </nav>
  )
}
