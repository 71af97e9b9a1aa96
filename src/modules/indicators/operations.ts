import { z } from 'zod'
import { dayOf, startOfDay, addDays, DayInput } from '#core/days'
import { notFound } from '#core/errors'
import { query } from '#core/operation'
import { boardOf, boardsOf } from './board.ts'
import { evaluate, evaluationRules } from './evaluation.ts'
import { planOf } from './layout.ts'
import { periodKinds, periodOf, previousPeriod, type Period } from './periods.ts'
import * as policy from './policy.ts'
import { rankUnits } from './rules.ts'
import { listFreshness } from './store/cells.ts'
import * as facts from './store/facts.ts'
import * as snapshots from './store/snapshots.ts'
import { trendOf, type Point } from './trend.ts'
import * as views from './views.ts'
import type { Context } from '#core/context'

const inPeriod = { period: z.enum(periodKinds).default('month'), on: DayInput.optional() }

async function declaredOf(ctx: Context, id: string) {
  const found = (await planOf(ctx)).indicators.find((item) => item.id === id)
  if (!found) throw notFound('no-indicator', { vi: `Không có chỉ số "${id}".`, en: `There is no indicator "${id}".` })
  return found
}

const periodAsked = (ctx: Context, input: { period: (typeof periodKinds)[number]; on?: string | undefined }): Period =>
  periodOf(input.period, input.on ?? dayOf(ctx.clock()))

export const list = query('indicators.list', {
  summary: 'List the indicators that the province declares.',
  input: z.strictObject({}),
  output: z.object({ items: z.array(views.IndicatorView) }),
  allow: policy.maySeeBoards,
  async run({ ctx }) {
    const { indicators } = await planOf(ctx)
    const sorted = indicators.toSorted((a, b) => a.indicator.order - b.indicator.order || a.id.localeCompare(b.id))
    return { items: sorted.map(({ id, indicator }) => views.presentIndicator(id, indicator)) }
  },
})

export const map = query('indicators.map', {
  summary: 'Show where every unit stands by one indicator in one period: the institution map.',
  input: z.strictObject({ indicator: z.string(), ...inPeriod }),
  output: views.BoardView,
  allow: policy.maySeeBoards,
  async run({ input, ctx, db, now }) {
    const declared = await declaredOf(ctx, input.indicator)
    const { id, indicator } = declared
    const period = periodAsked(ctx, input)
    const today = dayOf(now)
    const [board, fresh, frozen] = await Promise.all([
      boardOf(ctx, declared, period),
      listFreshness(db),
      period.to < today ? snapshots.listSnapshot(db, id, period.id) : new Map<string, snapshots.SnapshotRow>(),
    ])
    const rows = [...board.standings].map(([unit, standing]) => ({ unit, standing }))
    const ranks = rankUnits(
      indicator,
      rows.map(({ unit, standing }) => ({ unit, figure: standing.figure })),
    )
    const before = rankUnits(
      indicator,
      rows.map(({ unit, standing }) => ({ unit, figure: standing.previous })),
    )
    const units = rows.map(({ unit, standing }) => {
      const figure = views.presentFigure(indicator, standing)
      const [rank, was, kept] = [ranks.get(unit), before.get(unit), frozen.get(unit)]
      return {
        ...figure,
        unit,
        rank: rank ?? null,
        movement: rank !== undefined && was !== undefined ? was - rank : null,
        lastAt: fresh.get(unit)?.toISOString() ?? null,
        ...(kept && kept.value !== figure.value ? { frozen: kept.value } : {}),
      }
    })
    return {
      indicator: id,
      period: views.presentPeriod(period, today),
      total: views.presentFigure(indicator, board.total),
      units: units.toSorted((a, b) => (a.rank ?? 999) - (b.rank ?? 999) || a.unit.localeCompare(b.unit)),
      asOf: now.toISOString(),
    }
  },
})

const none = { value: undefined, part: 0, whole: undefined }
/** Where a unit stands that has no figure. */
const nothing = { figure: none, shade: 'unknown' as const, previous: none }

export const unit = query('indicators.unit', {
  summary: 'Show every indicator of one unit (or of the whole province) in one period.',
  input: z.strictObject({ unit: z.string().optional(), ...inPeriod }),
  output: z.object({
    period: views.PeriodView,
    items: z.array(views.FigureView.extend({ indicator: z.string(), rank: z.number().nullable(), of: z.number() })),
  }),
  allow: policy.maySeeBoards,
  async run({ input, ctx, now }) {
    const period = periodAsked(ctx, input)
    const { indicators } = await planOf(ctx)
    const sorted = indicators.toSorted((a, b) => a.indicator.order - b.indicator.order)
    const boards = await boardsOf(ctx, sorted, period)
    const items = boards.flatMap(({ standings, total }, at) => {
      const declared = sorted[at]
      if (!declared) return []
      const { id, indicator } = declared
      const rows = [...standings].map(([key, standing]) => ({ unit: key, figure: standing.figure }))
      const standing = input.unit === undefined ? total : standings.get(input.unit)
      const rank = input.unit === undefined ? undefined : rankUnits(indicator, rows).get(input.unit)
      const figure = views.presentFigure(indicator, standing ?? nothing)
      return [{ ...figure, indicator: id, rank: rank ?? null, of: rows.length }]
    })
    return { period: views.presentPeriod(period, dayOf(now)), items }
  },
})

export const breakdown = query('indicators.breakdown', {
  summary: "Break one unit's figure down by procedure or channel.",
  input: z.strictObject({ indicator: z.string(), unit: z.string(), by: z.enum(['procedure', 'channel']), ...inPeriod }),
  output: z.object({ period: views.PeriodView, items: z.array(views.FigureView.extend({ key: z.string() })) }),
  allow: policy.maySeeBoards,
  async run({ input, ctx, now }) {
    const declared = await declaredOf(ctx, input.indicator)
    const { indicator } = declared
    const period = periodAsked(ctx, input)
    const table = input.by === 'procedure' ? ('cell_procedure' as const) : ('cell_channel' as const)
    const board = await boardOf(ctx, declared, period, { table, unit: input.unit })
    const items = [...board.standings].map(([key, standing]) => ({ ...views.presentFigure(indicator, standing), key }))
    return {
      period: views.presentPeriod(period, dayOf(now)),
      items: items.toSorted((a, b) => (b.whole ?? b.part) - (a.whole ?? a.part)),
    }
  },
})

const PointView = z.object({
  start: z.string(),
  value: z.number().nullable(),
  part: z.number(),
  whole: z.number().nullable(),
})

export const trend = query('indicators.trend', {
  summary: 'Show how a figure moved, by month or by day.',
  input: z.strictObject({
    indicator: z.string(),
    unit: z.string().optional(),
    grain: z.enum(['month', 'day']).default('month'),
    count: z.coerce.number().int().min(2).max(400).default(13),
    on: DayInput.optional(),
    each: z.enum(['unit']).optional().describe('also the values of every unit: the small trends of a ranking'),
  }),
  output: z.object({
    points: z.array(PointView),
    units: z.array(z.object({ unit: z.string(), values: z.array(z.number().nullable()) })).optional(),
  }),
  allow: policy.maySeeBoards,
  async run({ input, ctx }) {
    const declared = await declaredOf(ctx, input.indicator)
    const to = input.on ?? dayOf(ctx.clock())
    let first = periodOf(input.grain, to)
    for (let i = 1; i < input.count; i += 1) first = previousPeriod(first)
    const grain = input.grain === 'day' ? ('d' as const) : ('m' as const)
    const { points, units } = await trendOf(ctx, declared, { grain, from: first.from, to, unit: input.unit })
    const valuesOf = (some: readonly Point[]) => some.map(({ figure }) => figure.value ?? null)
    return {
      ...(input.each && { units: [...units].map(([unit, some]) => ({ unit, values: valuesOf(some) })) }),
      points: points.map(({ start, figure }) => ({
        start,
        value: figure.value ?? null,
        part: figure.part,
        whole: figure.whole ?? null,
      })),
    }
  },
})

export const cases = query('indicators.cases', {
  summary: 'List the cases behind a figure.',
  input: z.strictObject({
    indicator: z.string(),
    unit: z.string(),
    which: z.enum(['counted', 'missed', 'all']).default('all'),
    procedure: z.string().optional(),
    step: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
    ...inPeriod,
  }),
  output: z.object({ total: z.number(), items: z.array(views.CaseLine) }),
  allow: (actor, _, input) => policy.maySeeBoards(actor) && input.unit.length > 0,
  async run({ input, ctx }) {
    const { recipe } = await declaredOf(ctx, input.indicator)
    const plan = await planOf(ctx)
    const period = periodAsked(ctx, input)
    return facts.behind(ctx.db, plan, recipe, {
      ...input,
      from: startOfDay(period.from),
      until: startOfDay(addDays(period.to, 1)),
    })
  },
})

export const stream = query('indicators.stream', {
  summary: 'Show what just happened in the province: acts without names.',
  input: z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(30), unit: z.string().optional() }),
  output: z.object({ items: z.array(views.StreamItem) }),
  allow: policy.maySeeBoards,
  run: async ({ input, db }) => ({ items: await facts.listRecent(db, input) }),
})

const IndexView = z.object({ no: z.int(), score: z.number().nullable() })

export const evaluation = query('indicators.evaluation', {
  summary: 'Score a unit by the nine indices of the one-stop circular in one period.',
  input: z.strictObject({ unit: z.string(), ...inPeriod }),
  output: z.object({
    period: views.PeriodView,
    rules: z.string(),
    cases: z.int(),
    indices: z.array(IndexView),
    total: z.number().nullable(),
    grade: z.enum(['excellent', 'good', 'fair', 'average', 'weak']).nullable(),
  }),
  allow: policy.maySeeBoards,
  async run({ input, ctx, db, now }) {
    const period = periodAsked(ctx, input)
    const within = { unit: input.unit, from: startOfDay(period.from), until: startOfDay(addDays(period.to, 1)) }
    const [judged, agency] = await Promise.all([facts.listJudged(db, within), facts.getAgency(db, within)])
    const { indices, total, grade } = evaluate(judged, agency)
    return {
      period: views.presentPeriod(period, dayOf(now)),
      rules: evaluationRules,
      cases: judged.length,
      indices: indices.map(({ no, score }) => ({ no, score: score ?? null })),
      total: total ?? null,
      grade: grade ?? null,
    }
  },
})

export const operations = [list, map, unit, breakdown, trend, cases, stream, evaluation]
