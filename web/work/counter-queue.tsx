import { useNow } from '../components/use-now.ts'
import { useAppointments } from '../messages/use-appointments.ts'
import { say, useLocale } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import type { CounterActs, Desk, Line } from './use-counter.ts'
import styles from './counter.module.css'

type QueueProps = { desk: Desk; letters: readonly string[] | undefined; acts: CounterActs }

const shown = 30

/** Who waits, in the order in which they are called; who was not there; and what the other counters do. */
export function CounterQueue({ desk, letters, acts }: QueueProps) {
  const { desk: t } = useAppointments()
  const isMine = (line: Line) => letters === undefined || letters.includes(line.letter)
  return (
    <aside className={styles.beside}>
      <section>
        <h2>
          {t.waiting} <span className={styles.count}>{desk.waiting.length}</span>
        </h2>
        {desk.waiting.length === 0 && <p className={styles.quiet}>{t.noWaiting}</p>}
        <ol className={styles.lines}>
          {desk.waiting.slice(0, shown).map((line) => (
            <WaitingLine key={line.id} line={line} mine={isMine(line)} />
          ))}
        </ol>
      </section>
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

function WaitingLine({ line, mine }: { line: Line; mine: boolean }) {
  const { desk: t } = useAppointments()
  const locale = useLocale()
  const now = useNow(30_000)
  const minutes = Math.max(0, Math.floor((now.getTime() - Date.parse(line.waitingSince)) / 60_000))
  const words = [
    line.booked ? t.booked : line.ahead && t.ahead,
    line.procedure && say(line.procedure, locale),
    !mine && t.notMine,
  ]
  return (
    <li className={styles.line} data-other={!mine || undefined}>
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
      <p className={styles.quiet}>{t.coming(desk.coming)}</p>
    </section>
  )
}
