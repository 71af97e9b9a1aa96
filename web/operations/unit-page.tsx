import { useQuery, keepPreviousData } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import { ask } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { SmallMap } from '../maps/small-map.tsx'
import { useFormat, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { useDocumentTitle } from '../ui/page-title.tsx'
import { Skeleton } from '../ui/state.tsx'
import { Breadcrumb } from './breadcrumb.tsx'
import { PeriodPicker } from './period-picker.tsx'
import { useProcedureNames } from './procedure-names.ts'
import { UnitDetail } from './unit-detail.tsx'
import { UnitFigures } from './unit-figures.tsx'
import { useUnits } from './units.ts'
import { useIndicators, useShapes } from './use-board.ts'
import { asked, viewOf, type View } from './view.ts'
import { useWords } from './words.ts'
import styles from './page.module.css'

/** The address of the whole province among the units. */
const wholeProvince = 'tinh'

/** What the address of this page holds beside the view. */
export type UnitSearch = View & {
  procedure?: string | undefined
  step?: string | undefined
  which?: string | undefined
}

/** One unit, or the whole province: all its figures, and one of them opened down to its cases. */
export function UnitPage() {
  const { unit: code } = useParams({ from: '/operations/dieu-hanh/don-vi/$unit' })
  const search: UnitSearch = useSearch({ from: '/operations/dieu-hanh/don-vi/$unit' })
  const { house, loading } = useMessages()
  const words = useWords()
  const units = useUnits()
  const procedureName = useProcedureNames()
  const navigate = useNavigate()
  const detail = useRef<HTMLDivElement>(null)
  const indicators = useIndicators()
  const unit = code === wholeProvince ? undefined : code
  const { indicator: chosen, ...when } = asked(search)
  const found = useQuery({
    ...ask('indicators.unit', { ...when, ...(unit && { unit }) }),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  })
  const name = unit ? units.name(unit) : words.wholeProvince
  useDocumentTitle(name, house)
  const show = (next: UnitSearch) =>
    void navigate({
      to: paths.operationsUnit,
      params: { unit: code },
      search: {
        ...viewOf(next),
        ...(next.procedure && { procedure: next.procedure }),
        ...(next.procedure && next.step && { step: next.step }),
        ...(next.which && { which: next.which }),
      },
      resetScroll: false,
    })
  const indicator = indicators.data?.items.find((one) => one.id === chosen)
  return (
    <main id="content" className={styles.page} tabIndex={-1}>
      <Breadcrumb
        levels={[
          <Link key="map" to={paths.operations} search={viewOf(search)}>
            {words.map}
          </Link>,
          search.procedure ? (
            <Link key="unit" to={paths.operationsUnit} params={{ unit: code }} search={viewOf(search)}>
              {name}
            </Link>
          ) : (
            name
          ),
          ...(search.procedure ? [procedureName(search.procedure)] : []),
        ]}
      />
      <div className={styles.head}>
        <Title code={unit} name={name} />
        <div className={styles.when}>
          <PeriodPicker
            period={found.data?.period}
            view={search}
            onView={(next) => show({ ...search, on: undefined, ...next })}
          />
        </div>
      </div>
      <QueryState query={found} waiting={<Skeleton lines={12} label={loading} />}>
        {({ items, period }) => (
          <div className={styles.columns}>
            <UnitFigures
              items={items}
              indicators={indicators.data?.items ?? []}
              chosen={chosen}
              title={unit ? words.unitPage.figures : words.unitPage.provinceFigures}
              onChoose={(id) => {
                show({ ...search, indicator: id })
                // On a phone what was opened lies far below the list.
                if (matchMedia('(max-width: 63.99em)').matches) detail.current?.scrollIntoView()
              }}
            />
            <div ref={detail} className={styles.detail}>
              {indicator && (
                <UnitDetail
                  key={indicator.id}
                  indicator={indicator}
                  unit={unit}
                  figure={items.find((item) => item.indicator === chosen)}
                  search={search}
                  period={period}
                  onSearch={show}
                />
              )}
            </div>
          </div>
        )}
      </QueryState>
    </main>
  )
}

function Title({ code, name }: { code: string | undefined; name: string }) {
  const words = useWords()
  const format = useFormat()
  const units = useUnits()
  const shapes = useShapes()
  const unit = code ? units.byCode.get(code) : undefined
  const kinds: Record<string, string> = words.unitPage.kinds
  const kind = unit ? (kinds[unit.type ?? unit.kind] ?? '') : ''
  return (
    <div className={styles.title}>
      {unit?.position && shapes.data && <SmallMap shapes={shapes.shapes} bbox={shapes.data.bbox} here={unit.code} />}
      <div>
        <h1 tabIndex={-1}>{name}</h1>
        {unit && (
          <p className={styles.muted}>
            {[kind, unit.code, unit.areaKm2 && words.unitPage.area(format.number(unit.areaKm2))]
              .filter(Boolean)
              .join(' · ')}
          </p>
        )}
      </div>
    </div>
  )
}
