import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useActing, useMandate } from '../components/use-acting.ts'
import { useMine } from '../components/use-mine.ts'
import { useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { buttonClass } from '../ui/button.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { EmptyState } from '../ui/state.tsx'
import { CaseRows, DraftRows } from './case-rows.tsx'
import { isClosed } from './case-status.ts'
import styles from './page.module.css'

export function MinePage() {
  const { mine, house, acting: words } = useMessages()
  const acting = useActing()
  const under = useMandate()
  const drafts = useQuery({ ...ask('cases.list-drafts', under), staleTime: 0 })
  const cases = useQuery({ ...ask('cases.list-mine', under), staleTime: 0 })
  useMine(['cases.list-mine'])
  return (
    <div className={styles.narrow}>
      <PageTitle title={acting ? words.casesOf(acting.name) : mine.title} house={house} />
      <QueryState query={cases}>
        {({ items }) => {
          const begun = drafts.data?.items ?? []
          const open = items.filter((item) => !isClosed(item.state.name))
          const closed = items.filter((item) => isClosed(item.state.name))
          if (items.length + begun.length === 0) return <Nothing />
          return (
            <>
              {begun.length > 0 && (
                <section className={styles.section}>
                  <h2>{mine.drafts}</h2>
                  <DraftRows items={begun} />
                </section>
              )}
              {open.length > 0 && (
                <section className={styles.section}>
                  <h2>{mine.open}</h2>
                  <CaseRows items={open} />
                </section>
              )}
              {closed.length > 0 && (
                <section className={styles.section}>
                  <h2>{mine.closed}</h2>
                  <CaseRows items={closed} />
                </section>
              )}
            </>
          )
        }}
      </QueryState>
    </div>
  )
}

function Nothing() {
  const { mine, acting: words } = useMessages()
  const acting = useActing()
  return (
    <EmptyState
      title={acting ? words.none(acting.name) : mine.emptyTitle}
      text={acting ? words.fileNote : mine.emptyText}
      action={
        <Link className={buttonClass()} to={paths.procedures}>
          {mine.find}
        </Link>
      }
    />
  )
}
