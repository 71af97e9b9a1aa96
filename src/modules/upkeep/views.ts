import { z } from 'zod'
import type { Parked } from '#core/parked'

export const ParkedView = z.strictObject({
  consumer: z.string(),
  seq: z.int(),
  type: z.string(),
  record: z.string(),
  error: z.string(),
  attempts: z.int(),
  occurredAt: z.iso.datetime(),
  parkedAt: z.iso.datetime(),
  solvedAt: z.iso.datetime().optional(),
})

export const presentParked = ({ occurredAt, parkedAt, solvedAt, ...parked }: Parked): z.input<typeof ParkedView> => ({
  ...parked,
  occurredAt: occurredAt.toISOString(),
  parkedAt: parkedAt.toISOString(),
  ...(solvedAt && { solvedAt: solvedAt.toISOString() }),
})
