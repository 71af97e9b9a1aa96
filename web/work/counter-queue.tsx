import { useNow } from '../components/use-now.ts'
import { useAppointments } from '../messages/use-appointments.ts'
import { say, useLocale } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import type { CounterActs, Desk, Line } from './use-counter.ts'
import styles from './counter.module.css'

type QueueProps = { desk: Desk; letters: readonly string[] | undefined; acts: CounterActs }

const shown = 12

/** Who waits, in the order in which they are called; who was not there; and what the other counters do. */
export function CounterQueue({ desk, letters, acts }: QueueProps) {
  const { desk: t } = useAppointments()
  const mine = desk.waiting.filter(({ letter }) => letters === undefined || letters.includes(letter))
  return (
    <aside className={styles.beside}>
      <section>
        <h2>
          {t.waiting} <span className={styles.count}>{mine.length}</span>
        </h2>
        {mine.length === 0 && <p className={styles.quiet}>{t.noWaiting}</p>}
        <ol className={styles.lines}>
          {mine.slice(0, shown).map((line) => (
            <WaitingLine key={line.id} line={line} />
          ))}
        </ol>
      </section>
      {letters !== undefined && <Elsewhere groups={desk.groups.filter(({ letter }) => !letters.includes(letter))} />}
      {desk.absent.length > 0 && (
        <section>
          <h2>{t.absentList}</h2>
          <ul className={styles.lines}>
            {desk.absent.map((line) => (
              <li key={line.id} className={styles.line}>
                <strong>{line.label}</strong>
                <span />
                {letters !== undefined && (
                  <Button kind="plain" small busy={acts.busy} onClick={() => acts.takeBack(line.id)}>
                    {t.takeBack}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      <Others desk={desk} />
    </aside>
  )
}

/** How many wait in groups that this counter does not serve. */
function Elsewhere({ groups }: { groups: Desk['groups'] }) {
  const { desk: t } = useAppointments()
  const locale = useLocale()
  const busy = groups.filter(({ waiting }) => waiting > 0)
  if (busy.length === 0) return null
  return (
    <section>
      <h2>{t.elsewhere}</h2>
      <ul className={styles.lines}>
        {busy.map(({ letter, name, waiting }) => (
          <li key={letter} className={styles.line}>
            <span>{letter}</span>
            <span className={styles.lineWords}>{say(name, locale)}</span>
            <span className={styles.since}>{waiting}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function WaitingLine({ line }: { line: Line }) {
  const { desk: t } = useAppointments()
  const locale = useLocale()
  const now = useNow(30_000)
  const minutes = Math.max(0, Math.floor((now.getTime() - Date.parse(line.waitingSince)) / 60_000))
  const words = [line.booked ? t.booked : line.ahead && t.ahead, line.procedure && say(line.procedure, locale)]
  return (
    <li className={styles.line}>
      <strong>{line.label}</strong>
      <span className={styles.lineWords}>{words.filter(Boolean).join(' · ')}</span>
      <span className={styles.since}>{t.since(minutes)}</span>
    </li>
  )
}

function Others({ desk }: { desk: Desk }) {
  const { desk: t } = useAppointments()
  return (
    <section>
      <h2>{t.others}</h2>
      <ul className={styles.lines}>
        {desk.counters.map(({ no, open, serving }) => (
          <li key={no} className={styles.line}>
            <span>{t.counter(no)}</span>
            <span />
            <span className={styles.since}>{serving ?? (open ? t.openCounter : t.closedCounter)}</span>
          </li>
        ))}
      </ul>
      <p className={styles.note}>{t.coming(desk.coming)}</p>
    </section>
  )
}
