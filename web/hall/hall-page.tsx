import { IconVolume, IconVolumeOff } from '@tabler/icons-react'
import { useParams } from '@tanstack/react-router'
import { Mark } from '../components/mark.tsx'
import { QueryState } from '../components/query-state.tsx'
import { useNow } from '../components/use-now.ts'
import { useWallSize } from '../components/use-wall-size.ts'
import { useWaitWords } from '../components/wait-words.ts'
import { useAppointments } from '../messages/use-appointments.ts'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { useDocumentTitle } from '../ui/page-title.tsx'
import { useHall, type Hall } from './use-hall.ts'
import { useSpoken } from './use-spoken.ts'
import styles from './hall.module.css'
import counterStyles from './hall-counters.module.css'

/** The screen of a hall, read from five metres: which number at which counter, who is next, how long it takes, what time it is. */
export function HallPage() {
  const { hall: t } = useAppointments()
  const { unit = '' } = useParams({ strict: false })
  const { hall, connected } = useHall(unit)
  const voice = useSpoken(hall.data, t.spoken)
  useWallSize()
  return (
    <div className={styles.screen}>
      <QueryState query={hall}>
        {(found) => (
          <>
            <Head hall={found} />
            <main id="content" className={styles.main}>
              <Counters hall={found} />
              <Groups hall={found} />
            </main>
            <footer className={styles.foot}>
              <p>{t.rule}</p>
              {!connected && (
                <p className={styles.broken} role="status">
                  {t.reconnecting}
                </p>
              )}
              {voice.able && (
                <button type="button" className={styles.voice} aria-pressed={voice.on} onClick={voice.toggle}>
                  {voice.on ? <IconVolume size="1.25em" aria-hidden /> : <IconVolumeOff size="1.25em" aria-hidden />}
                  {voice.on ? t.speakOff : t.speak}
                </button>
              )}
            </footer>
          </>
        )}
      </QueryState>
    </div>
  )
}

function Head({ hall: { centre } }: { hall: Hall }) {
  const { hall: t } = useAppointments()
  const { house, province } = useMessages()
  const locale = useLocale()
  const format = useFormat()
  const now = useNow(1_000)
  const name = say(centre.name, locale)
  useDocumentTitle(t.title(name), house)
  return (
    <header className={styles.head}>
      <Mark />
      <div className={styles.name}>
        <p>{province}</p>
        <h1>{name}</h1>
      </div>
      <p className={styles.date}>
        {format.weekday(now)}
        <br />
        {format.date(now)}
      </p>
      <time className={styles.clock} dateTime={now.toISOString()}>
        {format.time(now)}
      </time>
    </header>
  )
}

/** The counters that are open. A call that has just come glows once; a number that is called again says so by glowing anew. */
function Counters({ hall }: { hall: Hall }) {
  const { hall: t } = useAppointments()
  const open = hall.counters.filter((counter) => counter.open)
  if (open.length === 0)
    return (
      <section className={styles.closed}>
        <p>{hall.open ? t.closed : t.outOfHours}</p>
        <p>{hall.open ? t.closedText : t.outOfHoursText}</p>
      </section>
    )
  return (
    <section className={counterStyles.counters} data-many={open.length > 4 || undefined}>
      <div className={counterStyles.columns}>
        <h2>{t.counter}</h2>
        <h2>{t.number}</h2>
      </div>
      <ol className={counterStyles.rows}>
        {open.map(({ no, serving }) => (
          <li key={no} className={counterStyles.row}>
            <span className={counterStyles.counter}>
              <small>{t.counter}</small> {no}
            </span>
            {serving ? (
              <strong key={serving.calledAt} className={counterStyles.number}>
                {serving.label}
              </strong>
            ) : (
              <span className={counterStyles.free}>{t.free}</span>
            )}
          </li>
        ))}
      </ol>
      <p className="visually-hidden" aria-live="polite">
        {newest(hall, t.counter)}
      </p>
    </section>
  )
}

/** What a screen reader is told: the last call alone. */
function newest({ counters }: Hall, word: string): string {
  const calls = counters.flatMap(({ no, serving }) => (serving ? [{ no, ...serving }] : []))
  const last = calls.toSorted((a, b) => (a.calledAt < b.calledAt ? 1 : -1))[0]
  return last ? `${last.label}, ${word} ${last.no}` : ''
}

const nextShown = 2

function Groups({ hall: { groups } }: { hall: Hall }) {
  const { hall: t } = useAppointments()
  const locale = useLocale()
  const waitWords = useWaitWords()
  const standing = ({ waiting, counters, estimate }: Hall['groups'][number]) => {
    const wait = estimate ? waitWords(estimate) : t.noEstimate
    return [waiting === 0 ? t.nobody : t.waiting(waiting), counters.length === 0 ? t.noCounter : wait].join(' · ')
  }
  return (
    <section className={styles.groups}>
      <h2>{t.next}</h2>
      <ul className={styles.groupRows}>
        {groups.map((group) => (
          <li key={group.letter} className={styles.group}>
            <span className={styles.letter} aria-hidden>
              {group.letter}
            </span>
            <div className={styles.words}>
              <h3>{say(group.name, locale)}</h3>
              <p>{standing(group)}</p>
            </div>
            <ol className={styles.next}>
              {group.next.slice(0, nextShown).map((label) => (
                <li key={label}>{label}</li>
              ))}
            </ol>
          </li>
        ))}
      </ul>
    </section>
  )
}
