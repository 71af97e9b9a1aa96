import { z } from 'zod'
import { startOfDay } from '#core/days'
import { command, query } from '#core/operation'
import { communeAt, findUnit, unitOf } from '#modules/units'
import { categoryNow, unitFor } from '../catalogue.ts'
import { hourOf } from '../features.ts'
import { MapInput, ProposeInput, PublicListInput, RankingInput } from '../inputs.ts'
import * as policy from '../policy.ts'
import { proposeCategories } from '../propose.ts'
import { statesOf } from '../lifecycle.ts'
import * as lists from '../store/lists.ts'
import * as map from '../store/map.ts'
import * as ranks from '../store/ranks.ts'
import { MapView, RankingView, ReportList, TextView } from '../views.ts'
import { presentPage, readCursor } from './reading.ts'

/** What anyone may ask: categories for a text, the public list and map. */

/** A command, so that what a person has written stands in no address. */
export const propose = command('reports.propose', {
  summary: 'Which categories a text may be about, and who would answer it; nothing is kept.',
  input: ProposeInput,
  output: z.object({
    items: z.array(
      z.object({
        category: z.string(),
        name: TextView,
        score: z.number(),
        unit: z.object({ code: z.string(), name: TextView }).optional(),
      }),
    ),
    commune: z.object({ code: z.string(), name: TextView }).optional(),
    outside: z.boolean().describe('the place lies outside the province'),
  }),
  unrepeatable: true,
  perMinute: 120,
  allow: policy.anyone,
  async run({ input, ctx, db, now }) {
    const commune = input.place && (await communeAt(ctx, db, input.place))
    const told = { text: input.text, commune: commune?.code, hour: hourOf(now) }
    return {
      items: (await proposeCategories(ctx, db, told)).map(({ category, score }) => {
        const { body } = categoryNow(ctx, category)
        const unit = commune && unitOf(ctx, unitFor(ctx, body, commune.code))
        return { category, name: body.name, score, ...(unit && { unit: { code: unit.code, name: unit.name } }) }
      }),
      ...(commune && { commune: { code: commune.code, name: commune.name } }),
      outside: input.place !== undefined && !commune,
    }
  },
})

const allStages = ['received', 'handling', 'answered']

export const list = query('reports.list', {
  summary: 'The reports that everybody may see, the newest first.',
  input: PublicListInput,
  output: ReportList,
  allow: policy.anyone,
  async run({ input, db, ctx }) {
    const { commune, category, stage, since, limit } = input
    const found = await lists.listNewest(db, {
      after: readCursor(input.after),
      limit: limit + 1,
      commune,
      category,
      states: stage && statesOf(stage),
      since: since === undefined ? undefined : startOfDay(since),
      visible: true,
    })
    return presentPage({ db, ctx }, found, { limit, side: 'outside', placeOf: ({ report }) => report.submittedAt })
  },
})

const fewPoints = 300
const nearestCounted = map.countedZooms.at(-1) ?? 16

/** The zoom whose squares are about as many across as wanted. */
const zoomFor = (width: number, across: number): number => Math.round(Math.log2((360 * across) / Math.max(width, 1e-6)))

export const view = query('reports.map', {
  summary: 'The reports of a map view: single ones where few are in view, counts by squares where many are.',
  input: MapInput,
  output: MapView,
  allow: policy.anyone,
  async run({ input, db }) {
    const [west = 0, south = 0, east = 0, north = 0] = input.box.split(',').map(Number)
    const filter = {
      box: [west, south, east, north],
      category: input.category ?? '',
      stages: input.stage ? [input.stage] : allStages,
      since: input.since && `${input.since.slice(0, 7)}-01`,
    } as const
    const zoom = zoomFor(east - west, input.across)
    // A view nearer than all that was counted beforehand counts its points.
    if (zoom <= nearestCounted + 1) {
      const from = map.countedZooms.find((one) => one >= zoom) ?? nearestCounted
      const counted = await map.listCells(db, from, filter)
      const total = counted.reduce((sum, { n }) => sum + n, 0)
      if (total > fewPoints) return { points: [], squares: squaresOf(counted, from, Math.min(zoom, from)) }
    }
    const points = await map.listPoints(db, filter, fewPoints + 1)
    if (points.length <= fewPoints) return { points, squares: [] }
    return { points: [], squares: squaresOf(await map.countCells(db, zoom, filter), zoom, zoom) }
  },
})

/** Squares by their middle, with their counts by stage; squares of a nearer zoom are put together. */
function squaresOf(cells: readonly map.Cell[], from: number, zoom: number) {
  const side = map.sideOf(zoom)
  const together = 2 ** (from - zoom)
  const squares = new Map<string, { lon: number; lat: number; received: number; handling: number; answered: number }>()
  for (const cell of cells) {
    const { stage, n } = cell
    const [x, y] = [Math.floor(cell.x / together), Math.floor(cell.y / together)]
    const key = `${x} ${y}`
    const square = squares.get(key) ?? {
      lon: (x + 0.5) * side - 180,
      lat: (y + 0.5) * side - 90,
      received: 0,
      handling: 0,
      answered: 0,
    }
    if (stage === 'received' || stage === 'handling' || stage === 'answered') square[stage] += n
    squares.set(key, square)
  }
  return [...squares.values()]
}

export const ranking = query('reports.ranking', {
  summary: 'How units answer: reports, on time, median working hours, judgement; for everybody.',
  input: RankingInput,
  output: RankingView,
  allow: policy.anyone,
  async run({ input, db, ctx, now }) {
    const since = new Date(now.getTime() - input.days * 86_400_000)
    const rows = await ranks.listRanks(db, since)
    return {
      since: since.toISOString(),
      items: rows.map(({ unit, ...row }) => ({
        unit: { code: unit, name: findUnit(ctx, unit)?.name ?? { vi: unit } },
        ...row,
      })),
    }
  },
})

export const finding = [propose, list, view, ranking]
