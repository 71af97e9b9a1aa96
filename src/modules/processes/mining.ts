import type { Db } from '#core/db'
import { placeNodes } from './layout.ts'
import * as store from './store/mining.ts'

/** The upper ends of the bins of handling time, in days. */
export const durationBounds = [0.25, 1, 2, 3, 5, 7, 10, 15, 20, 30, 45, 60, 90, 180, 365] as const

/**
 * The process as it really runs, from its cases: what follows what and how long it takes, which ways cases take, where
 * they wait, how long they last and whether the promise is kept. Everything is reckoned in the database.
 */
export async function processOf(db: Db, scope: store.Scope, options: { now: Date; variants: number | null }) {
  const totals = await store.totals(db, scope, options.now)
  const follows = await store.follows(db, scope)
  const variants = await store.variants(db, scope, options.variants)
  const nodes = await store.nodes(db, scope)
  const places = placeNodes(nodes, follows)
  const durations = await store.durations(db, scope, durationBounds)
  return {
    procedure: scope.procedure,
    cases: totals.cases,
    events: totals.events,
    activities: nodes.length,
    first: totals.first?.toISOString() ?? null,
    last: totals.last?.toISOString() ?? null,
    variantCount: variants.count,
    variants: variants.rows,
    follows: follows.map(({ from, to, count, medianHours }) => ({ from, to, count, medianHours })),
    nodes: nodes.map((node) => ({ ...node, ...(places.get(node.activity) ?? { layer: 0, order: 0 }) })),
    bottlenecks: bottlenecksOf(follows),
    throughput: {
      closed: totals.closed,
      medianDays: totals.medianDays,
      p90Days: totals.p90Days,
      bins: durations.map((cases, bin) => ({
        fromDays: durationBounds[bin - 1] ?? 0,
        toDays: durationBounds[bin] ?? null,
        cases,
      })),
    },
    onTime: {
      promised: totals.promised,
      onTime: totals.onTime,
      share: totals.promised === 0 ? null : totals.onTime / totals.promised,
      open: totals.open,
      overdueNow: totals.overdueNow,
    },
    workload: {
      units: await store.workload(db, scope, 'unit'),
      groups: await store.workload(db, scope, 'group'),
    },
  }
}

export type Process = Awaited<ReturnType<typeof processOf>>

/** Where the most time is lost: the passages with the largest part of all waiting, at most five, each of 1 % or more. */
export function bottlenecksOf(follows: readonly store.FollowRow[]) {
  const all = follows.reduce((sum, each) => sum + each.totalHours, 0)
  return follows
    .map(({ from, to, count, medianHours, totalHours }) => ({
      from,
      to,
      count,
      medianHours,
      share: all > 0 ? totalHours / all : 0,
    }))
    .filter((each) => each.share >= 0.01)
    .toSorted((a, b) => b.share - a.share)
    .slice(0, 5)
}
