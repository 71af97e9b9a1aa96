import type { UseQueryResult } from '@tanstack/react-query'
import { IconX } from '@tabler/icons-react'
import type { Input, Output } from '../api.ts'
import { useShapes } from '../components/use-shapes.ts'
import { PlaceMap } from '../maps/place-map.tsx'
import { say, useFormat, useLocale } from '../messages/use-messages.ts'
import { FieldGroup } from '../ui/field.tsx'
import { NumberInput, Radios } from '../ui/inputs.tsx'
import { Picker } from '../ui/picker.tsx'
import { Skeleton } from '../ui/state.tsx'
import { areaOf, type Draft, type Scope } from './announce-draft.ts'
import { useAnnounceWords, useReach, type Reach } from './use-announce.ts'
import styles from './announce.module.css'

type Audience = Output<'notices.count-audience'>

type AreaProps = {
  reach: Reach
  draft: Draft
  set: (change: Partial<Draft>) => void
  audience: UseQueryResult<Audience>
}

/** Where it goes, among the communes that are mine to write to, and how many people that is. */
export function AreaField({ reach, draft, set, audience }: AreaProps) {
  const { announce: t } = useAnnounceWords()
  const locale = useLocale()
  const [only, ...others] = reach.communes
  const scopes: Scope[] = reach.province ? ['province', 'communes', 'around'] : ['communes', 'around']
  return (
    <div className={styles.area}>
      {only && others.length === 0 && !reach.province ? (
        <p className={styles.only}>{t.onlyHere(say(only.name, locale))}</p>
      ) : (
        <>
          <Radios
            frame={{ id: 'scope', label: t.area }}
            options={scopes.map((scope) => ({ value: scope, label: t.areas[scope] }))}
            value={draft.scope}
            onChange={(value) => set({ scope: scopes.find((scope) => scope === value) ?? draft.scope })}
          />
          {draft.scope === 'communes' && <Communes reach={reach} draft={draft} set={set} />}
          {draft.scope === 'around' && <Around draft={draft} set={set} />}
        </>
      )}
      {areaOf(draft) && <Reached audience={audience} />}
    </div>
  )
}

type PartProps = Pick<AreaProps, 'draft' | 'set'>

function Communes({ reach, draft, set }: PartProps & { reach: Reach }) {
  const { announce: t } = useAnnounceWords()
  const locale = useLocale()
  const chosen = reach.communes.filter(({ code }) => draft.communes.includes(code))
  const others = reach.communes.filter(({ code }) => !draft.communes.includes(code))
  return (
    <>
      {chosen.length > 0 && (
        <ul className={styles.chosen} aria-label={t.chosen}>
          {chosen.map(({ code, name }) => (
            <li key={code}>
              {say(name, locale)}
              <button
                type="button"
                aria-label={t.remove(say(name, locale))}
                onClick={() => set({ communes: draft.communes.filter((one) => one !== code) })}
              >
                <IconX size={16} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      <Picker
        key={draft.communes.length}
        frame={{ id: 'communes', label: t.commune }}
        options={others.map(({ code, name }) => ({ value: code, label: say(name, locale) }))}
        value={undefined}
        onChange={(code) => code && set({ communes: [...draft.communes, code] })}
        nothing={t.communeNothing}
      />
    </>
  )
}

function Around({ draft, set }: PartProps) {
  const { announce: t } = useAnnounceWords()
  const ground = useShapes()
  return (
    <>
      <FieldGroup frame={{ id: 'around', label: t.place, hint: t.aroundHint }}>
        <div className={styles.map}>
          {ground ? (
            <PlaceMap {...ground} label={t.place} pin={draft.place} onPick={(place) => set({ place })} />
          ) : (
            <Skeleton lines={6} label={t.place} />
          )}
        </div>
      </FieldGroup>
      <NumberInput
        frame={{ id: 'km', label: t.radius }}
        measure={t.km}
        value={draft.km}
        onChange={(km) => set({ km })}
        decimals={1}
      />
    </>
  )
}

function Reached({ audience }: { audience: UseQueryResult<Audience> }) {
  const { announce: t, ways } = useAnnounceWords()
  const format = useFormat()
  if (audience.isError)
    return (
      <p className={styles.trouble} role="alert">
        {audience.error.message}
      </p>
    )
  if (audience.isFetching && !audience.data) return <p className={styles.hint}>{t.counting}</p>
  if (!audience.data) return null
  const { people, communes, ways: by } = audience.data
  return (
    <div className={styles.reach} role="status">
      <p>
        <strong>{t.reach(format.number(people))}</strong>{' '}
        {communes !== null && communes > 1 && t.reachCommunes(format.number(communes))}
      </p>
      <p className={styles.hint}>
        {by.map((one) => t.byWay(ways[one.channel], format.number(one.people))).join(' · ')}
      </p>
    </div>
  )
}

/** An area in words, for the sentence that is confirmed. */
export function usePlaceName(area: Input<'notices.broadcast'>['area']): string {
  const { announce: t, announced } = useAnnounceWords()
  const locale = useLocale()
  const format = useFormat()
  const reach = useReach()
  if (area === 'province') return announced.province.toLocaleLowerCase(locale)
  if ('around' in area) return `${t.radius.toLocaleLowerCase(locale)} ${format.number(area.around.km, 1)} ${t.km}`
  const names = area.communes.map((code) => reach.data?.communes.find((one) => one.code === code)?.name ?? { vi: code })
  return names.map((name) => say(name, locale)).join(', ')
}
