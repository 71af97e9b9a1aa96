import { z } from 'zod'
import type { OnErasure, PersonalKind } from '#core/personal'
import { isFetchable } from '../rules.ts'
import type { CopyRow, ErasureRow } from '../store/rights.ts'
import { Named } from '../views.ts'
import { copyPath } from './routes.ts'

const KindView = z.object({
  id: z.string(),
  name: Named,
  why: Named,
  until: Named,
  basis: z.string().optional(),
  path: z.string().optional(),
  /** how many records; without: it is not counted */
  count: z.int().optional(),
  /** what becomes of it on a request to erase */
  onErasure: z.enum(['erased', 'anonymous', 'kept']),
})

const CopyView = z.object({
  id: z.uuid(),
  state: z.enum(['making', 'ready', 'ended', 'failed']),
  askedAt: z.iso.datetime(),
  until: z.iso.datetime().optional(),
  sizeBytes: z.int().optional(),
  path: z.string().optional(),
})

const ErasureView = z.object({ askedAt: z.iso.datetime(), from: z.iso.datetime(), due: z.iso.datetime() })

export const MyDataView = z.object({
  /** what can be asked to be corrected */
  records: z.array(z.object({ subject: z.string(), title: Named, path: z.string().optional() })),
  kinds: z.array(KindView),
  copies: z.array(CopyView),
  erasure: ErasureView.optional(),
  /** what is still being handled, and stands against an erasure */
  open: z.array(z.object({ id: z.string(), name: Named, count: z.int(), path: z.string().optional() })),
  confirm: z.object({ password: z.boolean(), code: z.boolean(), fresh: z.boolean() }),
  level: z.int(),
})

const fateOf = (how: OnErasure | undefined, emptied = false) =>
  emptied
    ? ('erased' as const)
    : how === 'keep'
      ? ('kept' as const)
      : how === 'delete'
        ? ('erased' as const)
        : ('anonymous' as const)

export const presentKind = (kind: PersonalKind, count: number | undefined): z.input<typeof KindView> => {
  const { id, name, why, until, basis, path, tables, emptied } = kind
  return { id, name, why, until, basis, path, count, onErasure: fateOf(tables[0]?.onErasure, emptied) }
}

export function presentCopy(row: CopyRow, now: Date): z.input<typeof CopyView> {
  const about = { id: row.id, askedAt: row.asked_at.toISOString() }
  if (row.failed_at !== null) return { ...about, state: 'failed' }
  if (row.made_at === null) return { ...about, state: 'making' }
  if (!isFetchable(row, now)) return { ...about, state: 'ended' }
  return {
    ...about,
    state: 'ready',
    until: row.until?.toISOString(),
    sizeBytes: row.size_bytes ?? undefined,
    path: copyPath(row.id),
  }
}

export const presentErasure = (row: ErasureRow): z.input<typeof ErasureView> => ({
  askedAt: row.asked_at.toISOString(),
  from: row.from_at.toISOString(),
  due: row.due_at.toISOString(),
})
