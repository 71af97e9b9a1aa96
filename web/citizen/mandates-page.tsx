import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useMine } from '../components/use-mine.ts'
import { useMandates } from '../messages/use-mandates.ts'
import { useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { MandateCard, type Mandate } from './mandate-card.tsx'
import { ProposeForm } from './propose-form.tsx'
import pageStyles from './page.module.css'
import styles from './mandates.module.css'

const isOpen = ({ standing }: Mandate): boolean => ['proposed', 'coming', 'in-force'].includes(standing)

/** `/tai-khoan/uy-quyen`: for whom I act, who acts for me, what was done, and how it begins and ends. */
export function MandatesPage() {
  const words = useMandates()
  const { house } = useMessages()
  const found = useQuery({ ...ask('people.list-mandates', {}), staleTime: 0 })
  useMine(['people.list-mandates'])
  return (
    <div className={pageStyles.narrow}>
      <PageTitle
        title={words.title}
        lead={words.lead}
        above={<Link to={paths.account}>{words.account}</Link>}
        house={house}
      />
      <QueryState query={found}>
        {({ kinds, held, given }) => {
          const all = [...held, ...given]
          const mine = all.filter((one) => one.mine)
          const over = all.filter((one) => !isOpen(one))
          return (
            <>
              {mine.length > 0 && <Part title={words.waiting} items={mine} />}
              <Part title={words.held} items={held.filter((one) => isOpen(one) && !one.mine)} none={words.noneHeld} />
              <Part
                title={words.given}
                items={given.filter((one) => isOpen(one) && !one.mine)}
                none={words.noneGiven}
              />
              <Propose kinds={kinds} />
              <div className={pageStyles.section}>
                <Notice>
                  <p>{words.atCounter}</p>
                </Notice>
              </div>
              {over.length > 0 && (
                <details className={`${pageStyles.section} ${styles.earlier}`}>
                  <summary>{words.earlier(over.length)}</summary>
                  <Cards items={over} />
                </details>
              )}
            </>
          )
        }}
      </QueryState>
    </div>
  )
}

function Part({ title, items, none }: { title: string; items: readonly Mandate[]; none?: string }) {
  return (
    <section className={pageStyles.section}>
      <h2>{title}</h2>
      {items.length === 0 ? <p>{none}</p> : <Cards items={items} />}
    </section>
  )
}

const Cards = ({ items }: { items: readonly Mandate[] }) => (
  <div className={styles.rows}>
    {items.map((mandate) => (
      <MandateCard key={mandate.id} mandate={mandate} />
    ))}
  </div>
)

function Propose({ kinds }: { kinds: Parameters<typeof ProposeForm>[0]['kinds'] }) {
  const words = useMandates()
  const [open, setOpen] = useState(false)
  return (
    <section className={pageStyles.section}>
      {open ? (
        <ProposeForm kinds={kinds} onClose={() => setOpen(false)} />
      ) : (
        <Button onClick={() => setOpen(true)}>{words.propose}</Button>
      )}
    </section>
  )
}
