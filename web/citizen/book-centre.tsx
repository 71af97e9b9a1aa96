import { IconMapPin } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, type Output } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useAppointments } from '../messages/use-appointments.ts'
import { say, useFormat, useLocale } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { Picker } from '../ui/picker.tsx'
import styles from './appointments.module.css'
import choice from './choice-card.module.css'

type Centre = Output<'appointments.list-centres'>['items'][number]
type Place = { lon: number; lat: number }

type StepProps = { commune: string | undefined; chosen: string | undefined; onChoose: (centre: string) => void }

/** The centre of one's own commune stands first, then the nearest; any other is found by name. */
export function CentreStep(props: StepProps) {
  const t = useAppointments()
  const centres = useQuery({ ...ask('appointments.list-centres', {}), staleTime: 60 * 60_000 })
  return (
    <section className={styles.step}>
      <h2>{t.booking.where}</h2>
      <QueryState query={centres}>{({ items }) => <Choice {...props} items={items} />}</QueryState>
    </section>
  )
}

const shown = 3

function Choice({ items, commune, chosen, onChoose }: StepProps & { items: readonly Centre[] }) {
  const { booking: t } = useAppointments()
  const locale = useLocale()
  const place = usePlace()
  const own = items.find((one) => one.commune?.code === commune)
  const from = place.here ?? placeOf(own)
  const near = from ? items.toSorted((a, b) => distance(from, a) - distance(from, b)) : items
  const first = [...new Set([own, items.find(({ code }) => code === chosen), ...near])]
    .flatMap((one) => one ?? [])
    .slice(0, shown)
  return (
    <>
      <div className={styles.options} role="radiogroup" aria-label={t.where}>
        {first.map((centre) => (
          <label key={centre.code} className={`${choice.card} ${styles.option}`}>
            <input type="radio" name="centre" checked={centre.code === chosen} onChange={() => onChoose(centre.code)} />
            <span>
              {say(centre.name, locale)}
              <Beside centre={centre} own={centre === own} from={place.here} />
            </span>
          </label>
        ))}
      </div>
      <div className={styles.more}>
        <Picker
          frame={{ id: 'other-centre', label: t.search, hint: t.searchHint }}
          options={items.map(({ code, name }) => ({ value: code, label: say(name, locale) }))}
          value={first.some(({ code }) => code === chosen) ? undefined : chosen}
          onChange={(code) => code !== undefined && onChoose(code)}
          nothing={t.nothing}
        />
        <Button kind="plain" small busy={place.busy} onClick={place.find}>
          <IconMapPin size={18} aria-hidden /> {place.busy ? t.nearBusy : t.near}
        </Button>
        {place.failed && <Notice kind="watch">{t.nearFailed}</Notice>}
      </div>
    </>
  )
}

function Beside({ centre, own, from }: { centre: Centre; own: boolean; from: Place | undefined }) {
  const { booking: t } = useAppointments()
  const format = useFormat()
  const words = [own && t.own, from && centre.position && t.kilometres(format.number(distance(from, centre), 0))]
  const said = words.filter(Boolean).join(' · ')
  return said ? <small>{said}</small> : null
}

const placeOf = (centre: Centre | undefined): Place | undefined =>
  centre?.position && { lon: centre.position[0], lat: centre.position[1] }

const kilometresPerDegree = 111.32

/** Over a province, flat is near enough. A centre whose place is not known comes last. */
function distance(from: Place, centre: Centre): number {
  const to = placeOf(centre)
  if (!to) return Number.POSITIVE_INFINITY
  const wide = (to.lon - from.lon) * Math.cos((from.lat * Math.PI) / 180)
  return Math.hypot(wide, to.lat - from.lat) * kilometresPerDegree
}

/** Where the device is, when the person asks for it; it stays in the browser. */
function usePlace() {
  const [here, setHere] = useState<Place>()
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle')
  const find = () => {
    if (!('geolocation' in navigator)) return setState('failed')
    setState('busy')
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setHere({ lon: coords.longitude, lat: coords.latitude })
        setState('idle')
      },
      () => setState('failed'),
      { timeout: 10_000, maximumAge: 600_000 },
    )
  }
  return { here, find, busy: state === 'busy', failed: state === 'failed' }
}
