import { useQuery } from '@tanstack/react-query'
import { ask } from '../api.ts'
import { RowLink } from '../components/row-link.tsx'
import { useFormat, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import listStyles from '../ui/list.module.css'
import styles from './home.module.css'

/** What people have filed most in the last months; nothing while nothing is counted. */
export function MostUsed() {
  const { home } = useMessages()
  const format = useFormat()
  const used = useQuery({ ...ask('indicators.list-most-used', { limit: 6 }), staleTime: 10 * 60_000 })
  const items = used.data?.items ?? []
  if (items.length === 0) return null
  return (
    <section className={styles.section} aria-labelledby="most-used">
      <h2 id="most-used">{home.mostUsed}</h2>
      <ul className={listStyles.list}>
        {items.map(({ code, name, cases }) => (
          <li key={code}>
            <RowLink
              to={paths.procedure}
              params={{ code }}
              title={name}
              note={home.filedLately(format.number(cases))}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
