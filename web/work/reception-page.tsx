import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { say, useLocale, useMessages } from '../messages/use-messages.ts'
import { Choice, Radios } from '../ui/inputs.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { EmptyState } from '../ui/state.tsx'
import { CorrectionsLink } from './corrections-link.tsx'
import { CounterLinks } from './counter-links.tsx'
import { PersonalScan } from './personal-scan.tsx'
import type { Person } from './prefill.ts'
import { ReceptionDone, type Registered } from './reception-done.tsx'
import { ReceptionForm } from './reception-form.tsx'
import { ReceptionProcedure } from './reception-procedure.tsx'
import { isReceptionist, useOfficial, type Post } from './session.ts'
import { useWork } from './use-work.ts'
import frame from './work.module.css'
import styles from './reception.module.css'

export type Counter = { unit: string; channel: 'counter' | 'post' }

/** The counter: a procedure, a person, a form, papers, money; then the receipt. */
export function ReceptionPage() {
  const { house } = useMessages()
  const { reception } = useWork()
  const { posts } = useOfficial()
  const counters = posts.filter(isReceptionist)
  return (
    <main id="content" className={`${frame.page} ${frame.dense}`}>
      <PageTitle
        title={reception.title}
        house={house}
        lead={
          <span className={styles.elsewhere}>
            <CounterLinks />
            <CorrectionsLink />
          </span>
        }
      />
      {counters.length === 0 ? (
        <EmptyState title={reception.notHere} text={reception.notHereText} />
      ) : (
        <Desk counters={counters} />
      )}
    </main>
  )
}

function Desk({ counters }: { counters: readonly Post[] }) {
  const { procedure: asked }: { procedure?: string } = useSearch({ strict: false })
  const [counter, setCounter] = useState<Counter>({ unit: counters[0]?.unit ?? '', channel: 'counter' })
  const [code, setCode] = useState(asked)
  const [done, setDone] = useState<Registered>()
  const [round, setRound] = useState(0)
  const [scanned, setScanned] = useState<Person>()
  const again = (sameProcedure: boolean) => {
    setDone(undefined)
    setRound(round + 1)
    setScanned(undefined)
    if (!sameProcedure) setCode(undefined)
  }
  if (done) return <ReceptionDone done={done} onAgain={again} />
  return (
    <div className={styles.desk}>
      <Where counters={counters} counter={counter} onChange={setCounter} />
      <PersonalScan filing={code !== undefined} onPerson={setScanned} />
      <ReceptionProcedure code={code} onChange={setCode} />
      {code && <Chosen key={`${code} ${round}`} code={code} counter={counter} scanned={scanned} onDone={setDone} />}
    </div>
  )
}

type ChosenProps = {
  code: string
  counter: Counter
  scanned: Person | undefined
  onDone: (done: Registered) => void
}

function Chosen({ code, counter, scanned, onDone }: ChosenProps) {
  const { reception } = useWork()
  const procedure = useQuery({ ...ask('procedures.get', { code }), staleTime: 60 * 60_000 })
  return (
    <QueryState query={procedure}>
      {(found) =>
        found.channels.includes(counter.channel) ? (
          <ReceptionForm procedure={found} counter={counter} scanned={scanned} onDone={onDone} />
        ) : (
          <EmptyState title={reception.notAtCounter} />
        )
      }
    </QueryState>
  )
}

type WhereProps = { counters: readonly Post[]; counter: Counter; onChange: (counter: Counter) => void }

function Where({ counters, counter, onChange }: WhereProps) {
  const { reception, list, words } = useWork()
  const locale = useLocale()
  const channels = (['counter', 'post'] as const).map((value) => ({ value, label: list.channels[value] }))
  const name = (post: Post) => (post.unitName ? say(post.unitName, locale) : post.unit)
  return (
    <div className={styles.where}>
      {counters.length > 1 ? (
        <Choice
          list
          frame={{ id: 'counter', label: reception.at }}
          options={counters.map((post) => ({ value: post.unit, label: name(post) }))}
          value={counter.unit}
          onChange={(unit) => onChange({ ...counter, unit: unit ?? counter.unit })}
          choose={words.chooseStep}
        />
      ) : (
        counters.map((post) => (
          <p key={post.unit} className={styles.at}>
            <small>{reception.at}</small>
            {name(post)}
          </p>
        ))
      )}
      <div className={styles.inline}>
        <Radios
          frame={{ id: 'channel', label: reception.channel }}
          options={channels}
          value={counter.channel}
          onChange={(value) => onChange({ ...counter, channel: value === 'post' ? 'post' : 'counter' })}
        />
      </div>
    </div>
  )
}
