import { defineModule } from '#core/module'
import { datasetKind } from './definition.ts'
import { loadDatasets } from './load.ts'

export { datasetKind, type Dataset } from './definition.ts'
export { lookUp, type Column, type Found } from './look-up.ts'

/** The province's tables: declared in the pack, their rows in a CSV beside, loaded once for each content. */
export const datasets = defineModule({ name: 'datasets', kinds: [datasetKind], start: loadDatasets })
