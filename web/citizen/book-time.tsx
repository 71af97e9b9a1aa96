import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, type Output } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useAppointments } from '../messages/use-appointments.ts'
import { say, useFormat, useLocale } from '../messages/use-messages.ts'
import { Skeleton } from '../ui/state.tsx'
import styles from './appointments.module.css'

type Day = Output<'appointments.list-free'>['days'][number]

type StepProps = {
  centre: string
  procedure: string | undefined
  result: boolean
  chosen: string | undefined
  onChoose: (startsAt: string | undefined) => void
}

/** The days as buttons, then the times of one of them with the places that are left. */
export function TimeStep({ centre, procedure, result, chosen, onChoose }: StepProps) {
  const { booking: t } = useAppointments()
  const asked = { centre, ...(procedure !== undefined && { procedure }), ...(result && { result: 'true' }) }
  const found = useQuery({ ...ask('appointments.list-free', asked), staleTime: 0, refetchInterval: 30_000 })
  const [picked, setPicked] = useState<string>()
  return (
    <section className={styles.step}>
      <h2>{t.when}</h2>
      <QueryState query={found} waiting={<Skeleton lines={5} label={t.days} />}>
        {({ days, minutes }) => {
          const on = picked ?? days.find(hasRoom)?.on
          const day = days.find((one) => one.on === on)
          return (
            <>
              <p className={styles.quiet}>{t.whenHint(minutes)}</p>
              <ul className={styles.days} aria-label={t.days}>
                {days.map((one) => (
                  <li key={one.on}>
                    <DayButton
                      day={one}
                      pressed={one.on === on}
                      onPress={() => {
                        setPicked(one.on)
                        onChoose(undefined)
                      }}
                    />
                  </li>
                ))}
              </ul>
              {day ? <Times day={day} chosen={chosen} onChoose={onChoose} /> : <p>{t.chooseDay}</p>}
            </>
          )
        }}
      </QueryState>
    </section>
  )
}

const hasRoom = ({ slots }: Day): boolean => slots.some(({ free }) => free > 0)

function DayButton({ day, pressed, onPress }: { day: Day; pressed: boolean; onPress: () => void }) {
  const { booking: t } = useAppointments()
  const locale = useLocale()
  const format = useFormat()
  const free = day.slots.reduce((sum, slot) => sum + slot.free, 0)
  const [dayOfMonth = '', month = ''] = format.date(day.on).split('/')
  const standing = day.working ? (free > 0 ? t.left(free) : t.full) : day.name ? say(day.name, locale) : t.off
  return (
    <button type="button" className={styles.dayButton} disabled={free === 0} aria-pressed={pressed} onClick={onPress}>
      <span>{format.weekday(day.on)}</span>
      <strong>
        {dayOfMonth}/{month}
      </strong>
      <span>{standing}</span>
    </button>
  )
}

type TimesProps = { day: Day; chosen: string | undefined; onChoose: (startsAt: string) => void }

function Times({ day, chosen, onChoose }: TimesProps) {
  const { booking: t } = useAppointments()
  const format = useFormat()
  if (day.slots.length === 0) return <p className={styles.times}>{t.noSlots}</p>
  const parts = [
    [t.morning, day.slots.filter(({ at }) => format.time(at) < '12:00')],
    [t.afternoon, day.slots.filter(({ at }) => format.time(at) >= '12:00')],
  ] as const
  return (
    <div className={styles.times}>
      {parts.map(([title, slots]) =>
        slots.length === 0 ? null : (
          <section key={title}>
            <h3>{title}</h3>
            <ul className={styles.timeRow}>
              {slots.map(({ at, free }) => (
                <li key={at}>
                  <button
                    type="button"
                    className={styles.time}
                    disabled={free === 0}
                    aria-pressed={at === chosen}
                    onClick={() => onChoose(at)}
                  >
                    {format.time(at)}
                    <small>{free === 0 ? t.full : t.left(free)}</small>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ),
      )}
    </div>
  )
}
