import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { contains, type Point } from './geometry.ts'
import { treeIn } from './ground.ts'
import type { Unit } from './rules.ts'
import { shapesOf } from './shapes.ts'
import * as store from './store.ts'

/**
 * The commune in which a place lies: by its full boundaries where they were imported, else by the schematic map's cells.
 * Undefined outside the province.
 */
export async function communeAt(ctx: Context, db: Db, place: Point): Promise<Unit | undefined> {
  const { byCode } = treeIn(ctx)
  const map = await shapesOf(ctx, db)
  if (!map.schematic) {
    const around = await store.listShapesAround(db, place)
    const found = around.find(({ shape }) => contains(shape, place))
    return found && byCode.get(found.unit)
  }
  const cell = map.features.find((feature) => contains(feature.geometry.coordinates, place))
  return cell && byCode.get(cell.id)
}
