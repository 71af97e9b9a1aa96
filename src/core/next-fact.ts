import type { EventType, LooseFact } from './events.ts'

type Stating = { by: { id: string; unit?: string | undefined }; now: Date }

/** The next fact of a record, as a decision states it: its version is one above what the record has. */
export const nextFact = <P>(
  { by, now }: Stating,
  { code, version, unit }: { code: string; version: number; unit: string },
  { type, v }: EventType<P>,
  payload: P,
): LooseFact => ({
  type,
  v,
  record: code,
  version: version + 1,
  unit,
  occurredAt: now,
  payload,
  actor: by.id,
  actorUnit: by.unit,
})
