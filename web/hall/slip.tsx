import { IconPrinter } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useWaitWords } from '../components/wait-words.ts'
import { useAppointments } from '../messages/use-appointments.ts'
import { say, useFormat, useLocale } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { Qr } from '../ui/qr.tsx'
import type { Ticket } from './kiosk-page.tsx'
import styles from './kiosk.module.css'

const shownSeconds = 20

/** The number that was just taken: on the screen for a while, and on paper. Its code leads to the wait on a phone. */
export function Slip({ ticket, onDone }: { ticket: Ticket; onDone: () => void }) {
  const { kiosk: t, wait } = useAppointments()
  const waitWords = useWaitWords()
  const locale = useLocale()
  const format = useFormat()
  const left = useCountdown(shownSeconds, onDone)
  const link = new URL(paths.ticket.replace('$id', ticket.id), location.href).href
  return (
    <section className={styles.slip} aria-live="assertive">
      <p className="print-only">{say(ticket.centre.name, locale)}</p>
      <p className={styles.slipTitle}>{t.yours}</p>
      <p className={styles.label}>{ticket.label}</p>
      <p className={styles.slipGroup}>{say(ticket.group.name, locale)}</p>
      <p>
        {ticket.turnFrom ? wait.aheadFrom(format.time(ticket.turnFrom), ticket.ahead) : wait.ahead(ticket.ahead)}
        {ticket.estimate && ` · ${waitWords(ticket.estimate)}`}
      </p>
      {ticket.booked && <p>{wait.booked}</p>}
      <div className={styles.slipCode}>
        <Qr text={link} label={t.follow} size={168} />
        <p>{t.follow}</p>
      </div>
      <p className="print-only">{format.dateTime(ticket.takenAt)}</p>
      <div className={`${styles.slipActs} no-print`}>
        <Button kind="secondary" onClick={() => print()}>
          <IconPrinter size={20} aria-hidden /> {t.print}
        </Button>
        <Button onClick={onDone}>{t.done(left)}</Button>
      </div>
    </section>
  )
}

/** The next person finds the buttons again, whether or not the one before has pressed. */
function useCountdown(seconds: number, onEnd: () => void): number {
  const [left, setLeft] = useState(seconds)
  useEffect(() => {
    if (left <= 0) {
      onEnd()
      return
    }
    const timer = setTimeout(() => setLeft(left - 1), 1_000)
    return () => clearTimeout(timer)
  }, [left, onEnd])
  return left
}
