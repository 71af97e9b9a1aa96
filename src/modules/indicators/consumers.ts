import type { Consumer } from '#core/consumers'
import { layoutFor, planOf, whereSql } from './layout.ts'
import * as store from './store/cells.ts'

export const cellsConsumer = 'indicators.cells'

/** Adds what the log states to the cells. */
export const keepCells: Consumer = {
  name: cellsConsumer,
  types: [],
  batch: 10_000,
  async sweep(db, stretch, ctx) {
    const { layout } = await planOf(ctx, db)
    const { types, undoing } = await store.typesIn(db, stretch)
    await store.sweep(db, { layout: undoing ? layout : layoutFor(layout, types), where: whereSql, stretch })
  },
}
