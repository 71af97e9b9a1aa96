import type { EventType, LooseFact } from '#core/events'

/** Who acts when, and which unit answers for the centre. */
export type Env = { now: Date; answerable: string }

type Of = { record: string; version: number }

/** A fact of one record, now. */
export const state = <P>(env: Env, event: EventType<P>, { record, version }: Of, payload: P): LooseFact => ({
  type: event.type,
  v: event.v,
  record,
  version,
  unit: env.answerable,
  occurredAt: env.now,
  payload: event.payload.parse(payload),
})
