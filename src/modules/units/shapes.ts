import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { cellsOf } from './cells.ts'
import { boundsOf, pointsOf, type MultiPolygon } from './geometry.ts'
import { treeIn } from './ground.ts'
import type { Tree } from './rules.ts'
import * as store from './store.ts'
import type { ShapesView } from './views.ts'

const kept = new WeakMap<Tree, ShapesView>()

/** The map of communes: boundaries where each commune has one, else cells computed from their positions. */
export async function shapesOf(ctx: Context, db: Db): Promise<ShapesView> {
  const tree = treeIn(ctx)
  const version = await store.boundariesVersion(db)
  const known = kept.get(tree)
  if (known?.version === version) return known
  const outlines = version > 0 ? await store.listOutlines(db) : []
  const made = present(tree, version, new Map(outlines.map(({ unit, shape }) => [unit, shape])))
  kept.set(tree, made)
  return made
}

function present(tree: Tree, version: number, outlines: ReadonlyMap<string, MultiPolygon>): ShapesView {
  const communes = tree.units.filter((unit) => unit.kind === 'commune')
  // Boundaries beside cells would overlap: until all are there, the whole map is schematic and says so.
  const schematic = communes.some((unit) => !outlines.has(unit.code))
  const cells = schematic ? cellsOf(communes.map((unit) => unit.position ?? [0, 0])) : []
  const features = communes.map((unit, at) => ({
    type: 'Feature' as const,
    id: unit.code,
    properties: { code: unit.code, name: unit.name.vi, type: unit.type },
    geometry: {
      type: 'MultiPolygon' as const,
      coordinates: (schematic ? cells[at] : outlines.get(unit.code)) ?? [],
    },
  }))
  const bbox = boundsOf(features.flatMap((feature) => pointsOf(feature.geometry.coordinates)))
  return { type: 'FeatureCollection', schematic, version, bbox, features }
}
