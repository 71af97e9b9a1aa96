import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, useCommand } from '../api.ts'
import { useMe } from '../components/use-me.ts'
import { useFormat } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { Choice, DateInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import { useOfficial } from './session.ts'
import { useWork } from './use-work.ts'
import styles from './work.module.css'

/** My days away, and who holds my posts meanwhile. */
export function Absence() {
  const { absence } = useWork()
  const { data: me } = useMe()
  return (
    <section className={styles.stack} aria-labelledby="absence">
      <h2 id="absence">{absence.title}</h2>
      <p>{absence.lead}</p>
      {me?.away ? <Away away={me.away} /> : <SetAway />}
    </section>
  )
}

type AwayDays = { from: string; to: string; substitute: string }

function Away({ away }: { away: AwayDays }) {
  const { absence } = useWork()
  const format = useFormat()
  const colleagues = useColleagues()
  const end = useCommand('people.end-away', ['people.me', 'cases.load', 'people.list-staff'])
  const name = colleagues.find((one) => one.value === away.substitute)?.label ?? away.substitute
  return (
    <Notice kind="watch" title={absence.now(format.date(away.from), format.date(away.to), name)}>
      <Button kind="secondary" small busy={end.isPending} onClick={() => end.mutate({})}>
        {absence.end}
      </Button>
    </Notice>
  )
}

function useColleagues() {
  const { id, units } = useOfficial()
  const staff = useQuery({ ...ask('people.list-staff', { unit: units[0] ?? '' }), retry: false })
  const byId = new Map((staff.data ?? []).map((one) => [one.id, { value: one.id, label: one.name }]))
  return [...byId.values()].filter((one) => one.value !== id)
}

function SetAway() {
  const { absence } = useWork()
  const colleagues = useColleagues()
  const [days, setDays] = useState<AwayDays>({ from: '', to: '', substitute: '' })
  const [tried, setTried] = useState(false)
  const save = useCommand('people.set-away', ['people.me', 'cases.load', 'people.list-staff'])
  const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text)
  const whole = isDay(days.from) && isDay(days.to) && days.substitute !== ''
  return (
    <form
      className={styles.stack}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (whole) save.mutate(days)
      }}
    >
      <DateInput
        frame={{ id: 'away-from', label: absence.from }}
        value={days.from}
        onChange={(from) => setDays({ ...days, from: from ?? '' })}
      />
      <DateInput
        frame={{ id: 'away-to', label: absence.to }}
        value={days.to}
        onChange={(to) => setDays({ ...days, to: to ?? '' })}
      />
      <Choice
        list
        frame={{ id: 'away-substitute', label: absence.substitute }}
        options={colleagues}
        value={days.substitute || undefined}
        onChange={(substitute) => setDays({ ...days, substitute: substitute ?? '' })}
        choose={absence.choose}
      />
      {tried && !whole && (
        <Notice kind="bad" announce>
          {absence.incomplete}
        </Notice>
      )}
      {save.isError && (
        <Notice kind="bad" announce>
          {save.error.message}
        </Notice>
      )}
      <div>
        <Button type="submit" kind="secondary" busy={save.isPending}>
          {absence.save}
        </Button>
      </div>
    </form>
  )
}
