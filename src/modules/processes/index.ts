import { defineModule } from '#core/module'
import { follow, processTopic } from './consumers.ts'
import { markOverdueImports } from './jobs.ts'
import { get, getCase, list } from './operations.ts'

export { importCases, type ImportOptions, type ImportReport } from './import.ts'
export { parseMapping, type Mapping } from './mapping.ts'
export { viewProcess } from './operations.ts'
export { refollow } from './rebuild.ts'

/** How work really flows: imported logs and our own cases, mined alike. */
export const processes = defineModule({
  name: 'processes',
  operations: [list, get, getCase],
  consumers: [follow],
  jobs: [markOverdueImports],
  topics: [processTopic],
})
