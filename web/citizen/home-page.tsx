import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useId } from 'react'
import type { Output } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { RowLink } from '../components/row-link.tsx'
import { useMe } from '../components/use-me.ts'
import { useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import listStyles from '../ui/list.module.css'
import { useDocumentTitle } from '../ui/page-title.tsx'
import { Skeleton } from '../ui/state.tsx'
import { askFacets, LifeEvents } from './life-events.tsx'
import { MostUsed } from './most-used.tsx'
import { SearchBox } from './search-box.tsx'
import { Track } from './track-offer.tsx'
import styles from './home.module.css'

const ActingHome = lazy(() => import('./acting-home.tsx').then((found) => ({ default: found.ActingHome })))
const MyHome = lazy(() => import('./my-home.tsx').then((found) => ({ default: found.MyHome })))

export function HomePage() {
  const messages = useMessages()
  useDocumentTitle(messages.house, messages.house)
  return (
    <>
      <section className={styles.hero}>
        <h1>{messages.home.title}</h1>
        <SearchBox of="all" />
        <p className={styles.try}>
          {messages.home.try}
          {messages.home.examples.map((words) => (
            <Link key={words} to={paths.procedures} search={{ q: words }}>
              {words}
            </Link>
          ))}
        </p>
      </section>
      <Own />
      <section className={styles.section} aria-labelledby="events">
        <h2 id="events">{messages.home.lifeEvents}</h2>
        <LifeEvents />
      </section>
      <MostUsed />
      <Offers />
      <Browse />
    </>
  )
}

/** A person who is signed in sees what is theirs; anybody else the way to track a case. */
function Own() {
  const { loading } = useMessages()
  const me = useMe()
  if (me.isPending) return null
  if (me.data?.acting) return <ActingHome acting={me.data.acting} />
  if (me.data?.kind !== 'citizen') return <Track />
  return (
    <Suspense fallback={<Skeleton label={loading} lines={6} />}>
      <MyHome />
    </Suspense>
  )
}

/** The way to what is not a procedure: the board, reports, ideas, the news. */
function Offers() {
  const { home, footer } = useMessages()
  return (
    <section className={styles.section} aria-labelledby="offers">
      <h2 id="offers">{home.offers}</h2>
      <ul className={listStyles.list}>
        <li>
          <RowLink to={paths.board} title={footer.board} note={home.boardNote} />
        </li>
        <li>
          <RowLink to={paths.reports} title={home.reports} note={home.reportsNote} />
        </li>
        <li>
          <RowLink to={paths.ideas} title={home.ideas} note={home.ideasNote} />
        </li>
        <li>
          <RowLink to={paths.news} title={footer.news} note={home.newsNote} />
        </li>
      </ul>
    </section>
  )
}

/** The other two ways to a procedure: what it is about, and who decides it. */
function Browse() {
  const messages = useMessages()
  const facets = useQuery(askFacets)
  return (
    <QueryState query={facets}>
      {({ fields, agencies, total }) => (
        <>
          <div className={styles.two}>
            <FacetList title={messages.home.fields} facets={fields} search={(field) => ({ field })} />
            <FacetList title={messages.home.agencies} facets={agencies} search={(agency) => ({ agency })} />
          </div>
          <p className={listStyles.after}>
            <Link to={paths.procedures}>{messages.home.allProcedures(total)}</Link>
          </p>
        </>
      )}
    </QueryState>
  )
}

type Facet = Output<'procedures.facets'>['fields'][number]
type FacetListProps = {
  title: string
  facets: readonly Facet[]
  search: (id: string) => { field?: string; agency?: string }
}

const shown = 8

function FacetList({ title, facets, search }: FacetListProps) {
  const messages = useMessages()
  const id = useId()
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul className={listStyles.list}>
        {facets.slice(0, shown).map((facet) => (
          <li key={facet.id}>
            <RowLink
              to={paths.procedures}
              search={search(facet.id)}
              title={facet.name}
              note={messages.home.procedures(facet.count)}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
