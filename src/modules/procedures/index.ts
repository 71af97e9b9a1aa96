import { listKind } from '#core/lists'
import { defineModule } from '#core/module'
import { procedureKind } from './kind.ts'
import { fieldsKind, lifeEventsKind, synonymsKind } from './vocabulary.ts'

export { procedureKind } from './kind.ts'
export { fieldsKind, lifeEventsKind } from './vocabulary.ts'
export type { Consultation, Procedure, Step } from './definition.ts'

/** The procedure catalogue: what may be asked of the province, how, within what time and for what fee. */
export const procedures = defineModule({
  name: 'procedures',
  kinds: [listKind, fieldsKind, lifeEventsKind, synonymsKind, procedureKind],
})
