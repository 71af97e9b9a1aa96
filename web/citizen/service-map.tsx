import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, type Output } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useCommunes } from '../components/form/unit-input.tsx'
import { ProvinceMap, type Tone } from '../maps/province-map.tsx'
import type { Shape } from '../maps/projection.ts'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { Picker } from '../ui/picker.tsx'
import { useServices } from './use-services.ts'
import pageStyles from './page.module.css'
import styles from './service-map.module.css'

const noTones: ReadonlyMap<string, Tone> = new Map()
const nothingFresh: ReadonlySet<string> = new Set()

type Feature = Output<'units.shapes'>['features'][number]

const shapeOf = ({ properties: { code, name }, geometry }: Feature): Shape => ({
  code,
  name,
  polygons: geometry.coordinates,
})

/** The communes on the province's map; what is known of the chosen one beside it. */
export function ServiceMap() {
  const { map: words } = useServices()
  const { form } = useMessages()
  const locale = useLocale()
  const shapes = useQuery({
    ...ask('units.shapes', {}),
    staleTime: Number.POSITIVE_INFINITY,
    select: ({ features, ...rest }) => ({ ...rest, shapes: features.map(shapeOf) }),
  })
  const units = useQuery({ ...ask('units.list', {}), staleTime: 10 * 60_000 })
  const communes = useCommunes()
  const [active, setActive] = useState<string>()
  const [chosen, setChosen] = useState<string>()
  const names = new Map((units.data?.items ?? []).map((unit) => [unit.code, say(unit.name, locale)]))
  return (
    <QueryState query={shapes}>
      {({ shapes: drawn, bbox, schematic }) => (
        <div className={styles.page}>
          <div className={styles.side}>
            <Picker
              frame={{ id: 'commune', label: words.choose }}
              options={communes}
              value={chosen}
              onChange={setChosen}
              nothing={form.noUnit}
            />
            {chosen && <Facts code={chosen} units={units.data?.items ?? []} />}
            {schematic && <p className={styles.note}>{words.schematic}</p>}
          </div>
          <div className={styles.map}>
            <ProvinceMap
              shapes={drawn}
              bbox={bbox}
              tones={noTones}
              names={(code) => names.get(code) ?? code}
              label={words.label}
              help={words.help}
              hatch={false}
              missing={words.missing}
              fresh={nothingFresh}
              active={active ?? chosen}
              onActive={setActive}
              onOpen={setChosen}
            />
          </div>
        </div>
      )}
    </QueryState>
  )
}

type Unit = { code: string; kind: string; parent?: string | undefined; name: { vi: string; en?: string | undefined } }

function Facts({ code, units }: { code: string; units: readonly (Unit & { areaKm2?: number | undefined })[] }) {
  const { map: words } = useServices()
  const locale = useLocale()
  const format = useFormat()
  const unit = units.find((one) => one.code === code)
  const centre = units.find((one) => one.kind === 'centre' && one.parent === code)
  if (!unit) return null
  return (
    <section aria-live="polite">
      <h2>{say(unit.name, locale)}</h2>
      <dl className={pageStyles.facts}>
        <div>
          <dt>{words.code}</dt>
          <dd>{unit.code}</dd>
        </div>
        {centre && (
          <div>
            <dt>{words.centre}</dt>
            <dd>{say(centre.name, locale)}</dd>
          </div>
        )}
      </dl>
      {unit.areaKm2 !== undefined && <p className={styles.note}>{words.area(format.number(unit.areaKm2, 1))}</p>}
    </section>
  )
}
