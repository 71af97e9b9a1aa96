import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { RowLink } from '../components/row-link.tsx'
import { useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import listStyles from '../ui/list.module.css'
import { useDocumentTitle } from '../ui/page-title.tsx'
import { LifeEvents } from './life-events.tsx'
import { SearchBox } from './search-box.tsx'
import { Waiting } from './waiting.tsx'
import styles from './home.module.css'

export function HomePage() {
  const messages = useMessages()
  useDocumentTitle(messages.house, messages.house)
  return (
    <>
      <section className={styles.hero}>
        <h1>{messages.home.title}</h1>
        <SearchBox />
        <p className={styles.try}>
          {messages.home.try}
          {messages.home.examples.map((words) => (
            <Link key={words} to={paths.procedures} search={{ q: words }}>
              {words}
            </Link>
          ))}
        </p>
      </section>
      <Waiting />
      <section className={styles.section} aria-labelledby="events">
        <h2 id="events">{messages.home.lifeEvents}</h2>
        <LifeEvents />
      </section>
      <MostUsed />
    </>
  )
}

function MostUsed() {
  const messages = useMessages()
  const used = useQuery({ ...ask('procedures.search', { limit: 8 }), staleTime: 60_000 })
  return (
    <section className={styles.section} aria-labelledby="used">
      <h2 id="used">{messages.home.mostUsed}</h2>
      <QueryState query={used}>
        {({ items }) => (
          <ul className={`${listStyles.list} ${styles.two}`}>
            {items.map((item) => (
              <li key={item.code}>
                <RowLink to={paths.procedure} params={{ code: item.code }} title={item.name} note={item.fieldName} />
              </li>
            ))}
          </ul>
        )}
      </QueryState>
      <p className={listStyles.after}>
        <Link to={paths.procedures}>{messages.home.allProcedures}</Link>
      </p>
    </section>
  )
}
