import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { HeldPaper, OwnStore, Sourced } from '#core/sources'
import { kindsIn } from './kinds.ts'
import { holderFor } from './holder.ts'
import { isUsable, openPapers, type Paper } from './reading.ts'
import { listPapers, type PaperRow } from './store/papers.ts'

/** What forms and cases learn of a person's papers. */

const pdf = 'application/pdf'

async function openOwn(ctx: Context, actor: Actor, wanted: (row: PaperRow) => boolean): Promise<Paper[]> {
  if (actor.kind !== 'citizen') return []
  const rows = await listPapers(ctx.db, await holderFor(ctx.db, actor))
  return openPapers(ctx.db, ctx, rows.filter(wanted))
}

const held = (paper: Paper): HeldPaper => {
  const { row, name, number, issuer, fileName, issued } = paper
  return {
    id: row.id,
    kind: row.kind,
    name,
    number,
    issuer,
    issuedOn: row.issued_on ?? undefined,
    validUntil: row.valid_until ?? undefined,
    usable: isUsable(paper),
    digest: issued?.digest ?? row.digest ?? '',
    fileName,
    mediaType: row.media_type ?? pdf,
    sizeBytes: row.size_bytes ?? undefined,
    document: issued?.code,
  }
}

export const papersStore: Pick<OwnStore, 'listPapers' | 'findPapers'> = {
  async listPapers(ctx, actor, kinds) {
    const wanted = new Set(kinds)
    const papers = await openOwn(ctx, actor, (row) => row.ended_at === null && wanted.has(row.kind))
    return papers.filter(isUsable).map(held)
  },
  async findPapers(ctx, actor, ids) {
    const wanted = new Set(ids)
    return (await openOwn(ctx, actor, ({ id }) => wanted.has(id))).map(held)
  },
}

/** `my.papers.<kind>.<field>`: what the newest valid paper of the kind states. A paper itself is no value of a field. */
export async function askPapers(
  ctx: Context,
  actor: Actor,
  names: readonly string[],
): Promise<ReadonlyMap<string, Sourced>> {
  const fields = names.flatMap((name) => {
    const [kind = '', field] = name.split('.')
    return field === undefined ? [] : [{ name, kind, field }]
  })
  const kinds = new Set(fields.map(({ kind }) => kind))
  if (kinds.size === 0) return new Map()
  const papers = (await openOwn(ctx, actor, (row) => kinds.has(row.kind))).filter(isUsable)
  return new Map(
    fields.flatMap(({ name, kind, field }): [string, Sourced][] => {
      const paper = papers.find(({ row }) => row.kind === kind)
      const value = paper && statedBy(ctx, paper, field)
      if (!paper || value === undefined) return []
      return [[name, { value, ...voucherOf(paper) }]]
    }),
  )
}

/**
 * `registers.<id>`: yes for whoever holds a valid paper that says so (`register` in papers.yaml). Without one nothing is known: the
 * platform keeps the decisions of the province, and no register of others.
 */
export async function askRegisters(
  ctx: Context,
  actor: Actor,
  names: readonly string[],
): Promise<ReadonlyMap<string, Sourced>> {
  const registers = new Map(
    Object.entries(kindsIn(ctx).kinds).flatMap(([kind, { register }]) =>
      register !== undefined && names.includes(register) ? [[kind, register]] : [],
    ),
  )
  if (registers.size === 0) return new Map()
  const papers = await openOwn(ctx, actor, ({ kind, source }) => registers.has(kind) && source === 'issued')
  return new Map(
    papers.filter(isUsable).flatMap((paper): [string, Sourced][] => {
      const register = registers.get(paper.row.kind)
      return register === undefined ? [] : [[register, { value: true, ...voucherOf(paper) }]]
    }),
  )
}

/** What the province issued is put right by the unit that issued it; what a person brought, by themselves. */
const voucherOf = (paper: Paper): Omit<Sourced, 'value'> => ({
  source: { vi: withNumber(paper.name.vi, paper), en: withNumber(paper.name.en ?? paper.name.vi, paper) },
  on: paper.row.issued_on ?? undefined,
  holder: paper.row.source === 'issued' ? paper.row.unit : undefined,
})

const withNumber = (name: string, { number }: Paper): string => (number ? `${name} ${number}` : name)

function statedBy(ctx: Context, { row, number, issuer, issued }: Paper, field: string): unknown {
  if (field === 'number') return number
  if (field === 'issuer') return issuer
  if (field === 'issuedOn') return row.issued_on ?? undefined
  const paths = kindsIn(ctx).kinds[row.kind]?.states[field] ?? []
  return issued?.statement?.values.find(({ path }) => paths.includes(path))?.value
}
