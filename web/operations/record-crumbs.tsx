import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { Breadcrumb } from './breadcrumb.tsx'
import { useUnits } from './units.ts'
import { viewOf, type View } from './view.ts'
import { useWords } from './words.ts'

/** The way back from one record: the map, the unit through which it was opened, its code. */
export function RecordCrumbs({ view, unit, code }: { view: View; unit: string | undefined; code: string }) {
  const words = useWords()
  const units = useUnits()
  const map = (
    <Link key="map" to={paths.operations} search={viewOf(view)}>
      {words.map}
    </Link>
  )
  if (unit === undefined) return <Breadcrumb levels={[map, code]} />
  const through = (
    <Link key="unit" to={paths.operationsUnit} params={{ unit }} search={viewOf(view)}>
      {units.name(unit)}
    </Link>
  )
  return <Breadcrumb levels={[map, through, code]} />
}
