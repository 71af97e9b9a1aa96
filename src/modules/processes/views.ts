import { z } from 'zod'

/** Shares are 0 to 1; hours and days are elapsed time, not working time. null: there is nothing to reckon from. */
const Share = z.number().min(0).max(1).nullable()
const Figure = z.number().nullable()
const Words = z.object({ vi: z.string(), en: z.string().optional() })

export const ProcessItem = z.object({
  procedure: z.string(),
  name: Words,
  /** from the old system's log, or followed from our own cases */
  imported: z.boolean(),
  cases: z.int(),
  first: z.iso.datetime(),
  last: z.iso.datetime(),
})

export const Variant = z.object({ cases: z.int(), path: z.array(z.string()), medianHours: Figure })
export const Follow = z.object({ from: z.string(), to: z.string(), count: z.int(), medianHours: z.number() })

export const Node = z.object({
  activity: z.string(),
  name: Words,
  events: z.int(),
  cases: z.int(),
  starts: z.int(),
  ends: z.int(),
  /** place in the drawing: layer from top, order in the layer from left */
  layer: z.int(),
  order: z.int(),
})

export const Bottleneck = z.object({
  from: z.string(),
  to: z.string(),
  count: z.int(),
  medianHours: z.number(),
  /** of all waiting time of the process, the share that passes here */
  share: z.number(),
})

export const Throughput = z.object({
  closed: z.int(),
  medianDays: Figure,
  p90Days: Figure,
  /** days from and up to; the last has no end */
  bins: z.array(z.object({ fromDays: z.number(), toDays: Figure, cases: z.int() })),
})

export const OnTime = z.object({
  /** closed cases that had a deadline */
  promised: z.int(),
  onTime: z.int(),
  share: Share,
  open: z.int(),
  overdueNow: z.int(),
})

export const Load = z.object({ name: z.string(), events: z.int(), cases: z.int(), resources: z.int() })

export const ProcessView = z.object({
  procedure: z.string(),
  name: Words,
  cases: z.int(),
  events: z.int(),
  activities: z.int(),
  first: z.iso.datetime().nullable(),
  last: z.iso.datetime().nullable(),
  /** how many variants there are; `variants` may hold the first of them only */
  variantCount: z.int(),
  variants: z.array(Variant),
  follows: z.array(Follow),
  nodes: z.array(Node),
  bottlenecks: z.array(Bottleneck),
  throughput: Throughput,
  onTime: OnTime,
  workload: z.object({ units: z.array(Load), groups: z.array(Load) }),
})

/** One case of a process, act by act. */
export const ProcessCase = z.object({
  procedure: z.string(),
  name: Words,
  code: z.string(),
  unit: z.string(),
  imported: z.boolean(),
  acceptedAt: z.iso.datetime().nullable(),
  dueAt: z.iso.datetime().nullable(),
  closedAt: z.iso.datetime().nullable(),
  acts: z.array(
    z.object({ activity: z.string(), name: Words, at: z.iso.datetime(), resource: z.string(), group: z.string() }),
  ),
})

export type ProcessItem = z.output<typeof ProcessItem>
export type ProcessView = z.output<typeof ProcessView>
export type Follow = z.output<typeof Follow>
