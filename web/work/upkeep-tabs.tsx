import { Link } from '@tanstack/react-router'
import { useAppKeys } from '../messages/use-app-keys.ts'
import { paths } from '../paths.ts'
import styles from './announce.module.css'

/** The pages of the system's operators. */
export function UpkeepTabs() {
  const { tabs } = useAppKeys()
  return (
    <nav className={styles.tabs} aria-label={tabs.label}>
      <Link to={paths.workUpkeep} activeOptions={{ exact: true }}>
        {tabs.parked}
      </Link>
      <Link to={paths.workAppKeys}>{tabs.keys}</Link>
      <Link to={paths.workAccounts}>{tabs.accounts}</Link>
    </nav>
  )
}
