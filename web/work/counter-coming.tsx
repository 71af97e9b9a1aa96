import { IconDeviceTablet, IconDeviceTv } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api, useCommand } from '../api.ts'
import { useAppointments } from '../messages/use-appointments.ts'
import { say, useLocale } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import type { Desk } from './use-counter.ts'
import styles from './counter.module.css'

/** What a member of staff does for those who come in: check an appointment in, take a number for them, set up the screens. */
export function CounterComing({ desk }: { desk: Desk }) {
  return (
    <div className={styles.coming}>
      <CheckIn centre={desk.centre.code} />
      <Give desk={desk} />
      <Screens centre={desk.centre.code} />
    </div>
  )
}

function CheckIn({ centre }: { centre: string }) {
  const { desk: t, kiosk } = useAppointments()
  const [code, setCode] = useState('')
  const checkIn = useCommand('appointments.check-in', ['appointments.desk'])
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        const text = code.trim()
        setCode('')
        if (text && !checkIn.isPending) checkIn.mutate({ centre, code: text })
      }}
    >
      <Field frame={{ id: 'check-in', label: t.checkIn, hint: t.checkInHint }}>
        <div className={styles.codeLine}>
          <input
            id="check-in"
            aria-describedby="check-in-hint"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
          <Button type="submit" small busy={checkIn.isPending}>
            {kiosk.go}
          </Button>
        </div>
      </Field>
      {checkIn.data && (
        <Notice kind="good" announce>
          {t.checkedIn(checkIn.data.label)}
        </Notice>
      )}
      {checkIn.error && (
        <Notice kind="bad" announce>
          {checkIn.error.message}
        </Notice>
      )}
    </form>
  )
}

function Give({ desk }: { desk: Desk }) {
  const { desk: t } = useAppointments()
  const locale = useLocale()
  const take = useCommand('appointments.take-ticket', ['appointments.desk'])
  return (
    <section>
      <h2>{t.give}</h2>
      <div className={styles.acts}>
        {desk.groups.map(({ letter, name }) => (
          <Button
            key={letter}
            kind="secondary"
            small
            busy={take.isPending}
            onClick={() => take.mutate({ centre: desk.centre.code, letter })}
          >
            {letter} – {say(name, locale)}
          </Button>
        ))}
      </div>
      {take.data && (
        <Notice kind="good" announce>
          {t.given(take.data.label)}
        </Notice>
      )}
      {take.error && (
        <Notice kind="bad" announce>
          {take.error.message}
        </Notice>
      )}
    </section>
  )
}

/** The screens of the hall, each on its own device; the kiosk is given its key in the part of the address that no server sees. */
function Screens({ centre }: { centre: string }) {
  const { desk: t } = useAppointments()
  const [problem, setProblem] = useState<string>()
  const openKiosk = async () => {
    const { key } = await api.query('appointments.kiosk-key', { centre })
    open(`${paths.kiosk.replace('$unit', centre)}#khoa=${key}`, '_blank', 'noopener')
  }
  return (
    <section className={styles.acts}>
      <Link
        className={buttonClass({ kind: 'secondary', small: true })}
        to={paths.hall}
        params={{ unit: centre }}
        target="_blank"
      >
        <IconDeviceTv size={18} aria-hidden /> {t.hall}
      </Link>
      <Button
        kind="secondary"
        small
        onClick={() => void openKiosk().catch((error: unknown) => setProblem(String(error)))}
      >
        <IconDeviceTablet size={18} aria-hidden /> {t.kiosk}
      </Button>
      {problem && <Notice kind="bad">{problem}</Notice>}
    </section>
  )
}
