import { z } from 'zod'
import { Instant, ProcedureRef, TextView } from './views.ts'

/** A form that is not filed yet, as whoever writes it takes it up again. */
export const DraftView = z.object({
  id: z.uuid(),
  procedure: ProcedureRef,
  competentUnit: z.string().optional(),
  answers: z.record(z.string(), z.unknown()),
  papers: z.array(
    z.object({
      id: z.string(),
      form: z.string(),
      count: z.int(),
      files: z.array(z.object({ id: z.uuid(), name: z.string(), digest: z.string(), sizeBytes: z.int() })),
      own: z.array(z.uuid()),
    }),
  ),
  applicant: z.record(z.string(), z.unknown()).optional(),
  savedAt: Instant,
  /** what a save that continues this content names */
  mark: z.uuid().optional(),
  /** the procedure has changed since: what the person should look at again */
  changed: z.array(TextView),
})
