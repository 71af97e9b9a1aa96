import { defineModule } from '#core/module'
import { cellsConsumer, keepCells } from './consumers.ts'
import { indicatorKind } from './definition.ts'
import { jobs } from './jobs.ts'
import { planOf } from './layout.ts'
import { listMostUsed } from './most-used.ts'
import { operations } from './operations.ts'
import { maySeeBoards } from './policy.ts'

export { keepCells } from './consumers.ts'
export { rebuildCells } from './rebuild.ts'

export const indicators = defineModule({
  name: 'indicators',
  kinds: [indicatorKind],
  operations: [...operations, listMostUsed],
  consumers: [keepCells],
  jobs,
  topics: [
    {
      name: 'map',
      types: ['cases.*', 'reports.*'],
      of: (event) => [{ topic: 'map', id: event.unit }],
      visible: maySeeBoards,
      after: cellsConsumer,
    },
  ],
  start: async (ctx) => void (await planOf(ctx)),
})
