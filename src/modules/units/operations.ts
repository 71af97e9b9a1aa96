import { z } from 'zod'
import { DayInput } from '#core/days'
import { command, query } from '#core/operation'
import { alphabetKey } from '#core/text'
import { UnitKind } from './definition.ts'
import { formerIn, treeIn } from './ground.ts'
import { takeBoundaries } from './import.ts'
import * as policy from './policy.ts'
import { resolveUnits } from './resolving.ts'
import { shapesOf } from './shapes.ts'
import { ImportView, presentOrigin, presentUnit, ResolvedView, ShapesView, UnitView } from './views.ts'

export const list = query('units.list', {
  summary: 'The units of today: the province, its departments, communes and service centres.',
  input: z.strictObject({ kind: UnitKind.optional(), parent: z.string().max(40).optional() }),
  output: z.object({ items: z.array(UnitView) }),
  allow: policy.mayRead,
  async run({ input: { kind, parent }, ctx }) {
    const items = treeIn(ctx)
      .units.filter((unit) => kind === undefined || unit.kind === kind)
      .filter((unit) => parent === undefined || unit.parent === parent)
      .map((unit) => ({ unit, key: alphabetKey(unit.name.vi) }))
      .sort((a, b) => (a.key < b.key ? -1 : 1))
    return { items: items.map(({ unit }) => presentUnit(unit)) }
  },
})

export const resolve = query('units.resolve', {
  summary: "Today's units for a code or name, also of before a reform; more than one: the person chooses.",
  input: z
    .strictObject({
      code: z.string().trim().max(40).optional(),
      name: z.string().trim().max(200).optional(),
      on: DayInput.optional().describe('the day on which the code or name was in use'),
    })
    .refine(({ code, name }) => Boolean(code) || Boolean(name), { error: 'code or name', path: ['code'] }),
  output: z.object({ items: z.array(ResolvedView), choice: z.boolean().describe('more than one unit is possible') }),
  allow: policy.mayRead,
  async run({ input, ctx }) {
    const found = resolveUnits(treeIn(ctx), formerIn(ctx), {
      code: input.code || undefined,
      name: input.name || undefined,
      on: input.on,
    })
    return { items: found.map(presentOrigin), choice: found.length > 1 }
  },
})

export const shapes = query('units.shapes', {
  summary: 'The map of communes as GeoJSON: their boundaries, or schematic cells.',
  input: z.strictObject({}),
  output: ShapesView,
  allow: policy.mayRead,
  run: ({ ctx, db }) => shapesOf(ctx, db),
})

export const importBoundaries = command('units.import-boundaries', {
  summary: 'Take the boundaries of communes from a GeoJSON collection.',
  input: z.strictObject({ content: z.unknown() }),
  output: ImportView,
  allow: policy.mayImportBoundaries,
  run: ({ input, ctx, db, now }) => takeBoundaries(ctx, db, input.content, now),
})
