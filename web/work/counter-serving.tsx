import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useNow } from '../components/use-now.ts'
import { useAppointments } from '../messages/use-appointments.ts'
import { say, useLocale } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { useKeys } from '../ui/use-keys.ts'
import type { CounterActs, Desk, Line } from './use-counter.ts'
import styles from './counter.module.css'

type ServingProps = { desk: Desk; no: number; letters: readonly string[]; acts: CounterActs }

/** The number at my counter and what may become of it; with none, the one button that calls. */
export function CounterServing({ desk, no, letters, acts }: ServingProps) {
  const { desk: t } = useAppointments()
  const { serving } = desk
  return (
    <section className={styles.serving} data-busy={serving !== undefined || undefined}>
      <header className={styles.servingHead}>
        <h2>{t.counter(no)}</h2>
        {!serving && (
          <Button kind="plain" small busy={acts.busy} onClick={acts.close}>
            {t.close}
          </Button>
        )}
      </header>
      {serving ? (
        <Serving key={serving.id} line={serving} desk={desk} acts={acts} />
      ) : (
        <Idle waits={desk.waiting.some(({ letter }) => letters.includes(letter))} acts={acts} />
      )}
    </section>
  )
}

function Idle({ waits, acts }: { waits: boolean; acts: CounterActs }) {
  const { desk: t } = useAppointments()
  useKeys({ g: acts.callNext, G: acts.callNext })
  return (
    <>
      <p className={styles.nobody}>{t.nobody}</p>
      <p className={styles.quiet}>{waits ? t.nobodyText : t.empty}</p>
      <div className={styles.acts}>
        <Button busy={acts.busy} shortcut="G" onClick={acts.callNext}>
          {t.callNext}
        </Button>
      </div>
    </>
  )
}

function Serving({ line, desk, acts }: { line: Line; desk: Desk; acts: CounterActs }) {
  const { desk: t } = useAppointments()
  const [handing, setHanding] = useState(false)
  const { id } = line
  const press = {
    g: () => acts.finishAndCall(id),
    l: () => acts.callAgain(id),
    x: () => acts.finish(id),
    v: () => acts.markAbsent(id),
    c: () => setHanding(!handing),
  }
  useKeys({ ...press, ...(handing && { Escape: () => setHanding(false) }) })
  return (
    <>
      <p className={styles.label}>{line.label}</p>
      <About line={line} desk={desk} />
      <div className={styles.acts}>
        <Button busy={acts.busy} shortcut="G" onClick={press.g}>
          {t.finishNext}
        </Button>
        <Button kind="secondary" busy={acts.busy} shortcut="X" onClick={press.x}>
          {t.finish}
        </Button>
        <Button kind="secondary" busy={acts.busy} shortcut="L" onClick={press.l}>
          {t.again}
        </Button>
        <Button kind="secondary" busy={acts.busy} shortcut="V" onClick={press.v}>
          {t.absent}
        </Button>
        <Button kind="secondary" busy={acts.busy} shortcut="C" aria-expanded={handing} onClick={press.c}>
          {t.handOver}
        </Button>
      </div>
      {handing && <HandOver line={line} desk={desk} onTo={(to) => acts.handOver(id, to)} />}
    </>
  )
}

function About({ line, desk }: { line: Line; desk: Desk }) {
  const { desk: t } = useAppointments()
  const locale = useLocale()
  const now = useNow(1_000)
  const group = desk.groups.find(({ letter }) => letter === line.letter)
  const minutes = line.calledAt ? Math.max(0, Math.floor((now.getTime() - Date.parse(line.calledAt)) / 60_000)) : 0
  const words = [
    group && say(group.name, locale),
    line.procedure && say(line.procedure, locale),
    line.booked && t.booked,
    line.calls > 1 && t.calls(line.calls),
    t.minutes(minutes),
  ]
  return (
    <p className={styles.about}>
      {words.filter(Boolean).join(' · ')}
      {line.caseCode !== undefined && (
        <>
          {' · '}
          <Link to={paths.workCase} params={{ code: line.caseCode }}>
            {t.result(line.caseCode)}
          </Link>
        </>
      )}
    </p>
  )
}

function HandOver({ line, desk, onTo }: { line: Line; desk: Desk; onTo: (letter: string) => void }) {
  const { desk: t } = useAppointments()
  const locale = useLocale()
  return (
    <div className={styles.over}>
      <p>{t.handOverTo}</p>
      <div className={styles.acts}>
        {desk.groups
          .filter(({ letter }) => letter !== line.letter)
          .map(({ letter, name }) => (
            <Button key={letter} kind="secondary" small onClick={() => onTo(letter)}>
              {letter} – {say(name, locale)}
            </Button>
          ))}
      </div>
    </div>
  )
}
