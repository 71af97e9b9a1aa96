import { Link } from '@tanstack/react-router'
import { useMandates } from '../messages/use-mandates.ts'
import { paths } from '../paths.ts'
import styles from './account.module.css'

/** What else is done at a counter for a person with their card. */
export function CounterLinks() {
  const { counter: words } = useMandates()
  const links = [
    [paths.workVerify, words.verify],
    [paths.workMandate, words.title],
    [paths.workRecovery, words.recover],
  ] as const
  return (
    <span className={styles.links}>
      {links.map(([to, title]) => (
        <Link key={to} to={to}>
          {title}
        </Link>
      ))}
    </span>
  )
}
