import { QueryState } from '../components/query-state.tsx'
import { useAppointments } from '../messages/use-appointments.ts'
import { say, useLocale, useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { EmptyState, Skeleton } from '../ui/state.tsx'
import { CounterComing } from './counter-coming.tsx'
import { CounterQueue } from './counter-queue.tsx'
import { CounterServing } from './counter-serving.tsx'
import { useCentre, useCounterActs, useDeskOf, type CounterActs, type Desk } from './use-counter.ts'
import work from './work.module.css'
import styles from './counter.module.css'

/** A clerk's panel: my counter and its number in the middle, who waits beside it, each act on one key. */
export function CounterPage() {
  const { desk: t } = useAppointments()
  const { house, loading } = useMessages()
  const locale = useLocale()
  const found = useCentre()
  const { centre } = found
  return (
    <main id="content" className={`${work.page} ${work.dense}`}>
      <PageTitle title={t.title} lead={centre && say(centre.name, locale)} house={house} />
      <QueryState query={found} waiting={<Skeleton lines={6} label={loading} />}>
        {() => (centre ? <Counter centre={centre.code} /> : <EmptyState title={t.noCentre} text={t.noCentreText} />)}
      </QueryState>
    </main>
  )
}

function Counter({ centre }: { centre: string }) {
  const desk = useDeskOf(centre)
  return <QueryState query={desk}>{(found) => <Panel desk={found} />}</QueryState>
}

function Panel({ desk }: { desk: Desk }) {
  const mine = desk.counters.find((counter) => counter.mine)
  const acts = useCounterActs(desk.centre.code, mine?.no ?? 0)
  return (
    <div className={styles.panel}>
      <div className={styles.middle}>
        {acts.error && (
          <Notice kind="bad" announce>
            {acts.error.message}
          </Notice>
        )}
        {mine ? (
          <CounterServing desk={desk} no={mine.no} letters={mine.letters} acts={acts} />
        ) : (
          <Choose desk={desk} acts={acts} />
        )}
        <CounterComing desk={desk} />
      </div>
      <CounterQueue desk={desk} letters={mine?.letters} acts={acts} />
    </div>
  )
}

function Choose({ desk, acts }: { desk: Desk; acts: CounterActs }) {
  const { desk: t } = useAppointments()
  const locale = useLocale()
  const nameOf = (letter: string) => {
    const group = desk.groups.find((one) => one.letter === letter)
    return group ? `${letter} – ${say(group.name, locale)}` : letter
  }
  return (
    <section className={styles.choose}>
      <h2>{t.choose}</h2>
      <ul className={styles.counters}>
        {desk.counters.map(({ no, letters, open }) => (
          <li key={no} className={styles.counter}>
            <div>
              <strong>{t.counter(no)}</strong>
              <p>{letters.map(nameOf).join(' · ')}</p>
            </div>
            {open ? (
              <span className={styles.quiet}>{t.taken}</span>
            ) : (
              <Button kind="secondary" small busy={acts.busy} onClick={() => acts.open(no)}>
                {t.open(no)}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
