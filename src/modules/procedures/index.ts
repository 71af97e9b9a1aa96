import { listKind } from '#core/lists'
import { defineModule } from '#core/module'
import { procedureKind } from './kind.ts'
import * as operations from './operations.ts'
import { prefill } from './prefill.ts'
import { fieldsKind, lifeEventsKind, synonymsKind } from './vocabulary.ts'

export { importProcedures, type ImportReport } from './import.ts'
export { procedureKind } from './kind.ts'
export { agencyName } from './names.ts'
export { paperKindOf } from './paper-source.ts'
export { knownValuesOf } from './prefill.ts'
export { presentForm } from './present.ts'
export { indexOf, type Entry, type SearchIndex } from './search.ts'
export { shelfOf, synonymsOf, type ShelfItem } from './shelf.ts'
export { ProcedureItem, SectionView } from './views.ts'
export { fieldsKind, lifeEventsKind, synonymsKind } from './vocabulary.ts'
export type { Consultation, Procedure, Step } from './definition.ts'

/** The procedure catalogue: what may be asked of the province, how, within what time and for what fee. */
export const procedures = defineModule({
  name: 'procedures',
  kinds: [listKind, fieldsKind, lifeEventsKind, synonymsKind, procedureKind],
  operations: [operations.search, operations.get, operations.facets, operations.quote, prefill],
})
