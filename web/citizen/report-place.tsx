import { IconCurrentLocation, IconMapPinCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../api.ts'
import { useShapes } from '../components/use-shapes.ts'
import { PlaceMap } from '../maps/place-map.tsx'
import { useReports } from '../messages/use-reports.ts'
import { say, useLocale, useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { FieldGroup } from '../ui/field.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { Picker } from '../ui/picker.tsx'
import { Skeleton } from '../ui/state.tsx'
import type { Draft } from './report-send-page.tsx'
import styles from './report.module.css'

type PlaceFieldProps = {
  draft: Draft
  onChange: (change: Partial<Draft>) => void
  /** that in which the pin lies, as the server has found */
  commune: { name: { vi: string; en?: string | undefined } } | undefined
  outside: boolean
  error: string | undefined
}

/** A pin on the map, by hand or from the device; or the commune and words, for who can set no pin. */
export function PlaceField({ draft, onChange, commune, outside, error }: PlaceFieldProps) {
  const t = useReports()
  const { optional } = useMessages()
  const locale = useLocale()
  const ground = useShapes()
  const device = useDevicePlace((place) => onChange({ place, commune: undefined }))
  const shown = outside && draft.place ? t.form.outside : (error ?? device.error)
  return (
    <>
      <FieldGroup frame={{ id: 'place', label: t.form.place, hint: t.form.placeHint, error: shown }}>
        <p className={styles.placeActs}>
          <Button kind="secondary" small busy={device.busy} onClick={device.find}>
            <IconCurrentLocation size={18} aria-hidden /> {device.busy ? t.form.locating : t.form.here}
          </Button>
          {draft.place && commune && !outside && (
            <span className={styles.found} role="status">
              <IconMapPinCheck size={18} aria-hidden /> {t.form.found(say(commune.name, locale))}
            </span>
          )}
        </p>
        <div className={styles.pickMap}>
          {ground ? (
            <PlaceMap
              // The map starts anew at a place that did not come from a press on it.
              key={device.found ? 'device' : 'hand'}
              {...ground}
              label={t.form.placeHint}
              pin={draft.place}
              onPick={(place) => onChange({ place, commune: undefined })}
            />
          ) : (
            <Skeleton lines={6} label={t.map} />
          )}
        </div>
      </FieldGroup>
      {!draft.place && <CommuneField value={draft.commune} onChange={(next) => onChange({ commune: next })} />}
      <TextInput
        frame={{ id: 'address', label: t.form.address, hint: t.form.addressHint, optional }}
        value={draft.address}
        onChange={(address) => onChange({ address })}
        maxLength={300}
      />
    </>
  )
}

function CommuneField({
  value,
  onChange,
}: {
  value: string | undefined
  onChange: (next: string | undefined) => void
}) {
  const t = useReports()
  const locale = useLocale()
  const units = useQuery({ ...ask('units.list', { kind: 'commune' }), staleTime: 60 * 60_000 })
  return (
    <Picker
      frame={{ id: 'commune', label: t.form.noPin }}
      options={(units.data?.items ?? []).map((unit) => ({ value: unit.code, label: say(unit.name, locale) }))}
      value={value}
      onChange={onChange}
      nothing={t.form.communeNothing}
    />
  )
}

function useDevicePlace(onPlace: (place: readonly [number, number]) => void) {
  const t = useReports()
  const [busy, setBusy] = useState(false)
  const [found, setFound] = useState(false)
  const [error, setError] = useState<string>()
  const fail = () => {
    setBusy(false)
    setError(t.form.locationDenied)
  }
  const find = () => {
    if (!('geolocation' in navigator)) return fail()
    setBusy(true)
    setError(undefined)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setBusy(false)
        setFound(true)
        onPlace([coords.longitude, coords.latitude])
      },
      fail,
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    )
  }
  return { busy, found, error, find }
}
