import { z } from 'zod'

const TextView = z.object({ vi: z.string(), en: z.string().optional() })

/** One look at a record of mine. */
export const LookView = z.object({
  id: z.int(),
  at: z.iso.datetime(),
  by: z.enum(['person', 'application', 'platform', 'unknown']),
  name: z.string().optional(),
  unit: z.object({ code: z.string(), name: TextView }).optional(),
  act: TextView,
  record: z.object({ subject: z.string(), title: TextView, path: z.string().optional() }),
  /** in the pack's words, or as the reader gave it */
  purpose: TextView.optional(),
  refused: z.boolean(),
})

export const LooksView = z.object({ items: z.array(LookView), next: z.int().optional() })
