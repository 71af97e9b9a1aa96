import { z } from 'zod'
import type { Context } from '#core/context'
import { findUnit } from '#modules/units'
import { areaOf, kindName, kindsIn } from './kinds.ts'
import type { Paper } from './reading.ts'
import { shareStateOf } from './rules.ts'
import type { OpeningRow, ShareRow } from './store/shares.ts'

export const TextView = z.object({ vi: z.string(), en: z.string().optional() })
const Named = z.object({ id: z.string(), name: TextView })
const Instant = z.iso.datetime()
export const UnitRef = z.object({ code: z.string(), name: TextView })

export const KindView = z.object({ id: z.string(), name: TextView, area: Named, upload: z.boolean() })

export const PaperView = z.object({
  id: z.uuid(),
  version: z.int(),
  kind: z.string(),
  name: TextView,
  area: Named,
  source: z.enum(['issued', 'uploaded']),
  state: z.enum(['valid', 'expired', 'revoked', 'replaced', 'removed']),
  number: z.string().optional(),
  issuer: z.string().optional(),
  /** as the paper names its holder */
  holder: z.string().optional(),
  issuedOn: z.string().optional(),
  validUntil: z.string().optional(),
  endedAt: Instant.optional(),
  addedAt: Instant,
  /** of a document of the province: the code that anyone may check */
  document: z.string().optional(),
  caseCode: z.string().optional(),
  file: z.object({ name: z.string(), type: z.string(), sizeBytes: z.int().optional(), url: z.string() }),
  /** its data as JSON */
  dataUrl: z.string().optional(),
})

const ValueView = z.object({ section: TextView, label: TextView, text: z.string() })

export const OpeningView = z.object({
  at: Instant,
  what: z.enum(['page', 'file']),
  /** the unit of an official who was signed in; otherwise whoever held the code */
  unit: UnitRef.optional(),
})

export const ShareView = z.object({
  id: z.uuid(),
  version: z.int(),
  paper: Named,
  shows: z.enum(['facts', 'content', 'file']),
  whom: z.string().optional(),
  unit: UnitRef.optional(),
  purpose: z.string(),
  state: z.enum(['open', 'ended', 'revoked']),
  madeAt: Instant,
  until: Instant,
  revokedAt: Instant.optional(),
  openings: z.int(),
  opened: z.array(OpeningView),
})

export const PaperDetailView = PaperView.extend({
  values: z.array(ValueView),
  uses: z.array(z.object({ caseCode: z.string(), at: Instant })),
  shares: z.array(ShareView),
})

/** What the holder of a share's code sees: just what was shared, and nothing once it has ended. */
export const SharedView = z.object({
  state: z.enum(['open', 'ended', 'revoked']),
  until: Instant,
  shared: z
    .object({
      name: TextView,
      paperState: z.enum(['valid', 'expired', 'revoked', 'replaced', 'removed']),
      holder: z.string(),
      number: z.string().optional(),
      issuer: z.string().optional(),
      issuedOn: z.string().optional(),
      validUntil: z.string().optional(),
      document: z.string().optional(),
      whom: z.string().optional(),
      unit: UnitRef.optional(),
      purpose: z.string(),
      values: z.array(ValueView),
      file: z.object({ name: z.string(), type: z.string(), url: z.string() }).optional(),
    })
    .optional(),
})

export const Terms = z.object({ whom: z.string().optional(), purpose: z.string() })

export const unitRef = (ctx: Context, code: string) => ({ code, name: findUnit(ctx, code)?.name ?? { vi: code } })

const areaView = (ctx: Context, kind: string) => {
  const id = areaOf(ctx, kind)
  return { id, name: kindsIn(ctx).areas[id] ?? { vi: 'Giấy tờ khác', en: 'Other papers' } }
}

export const presentKinds = (ctx: Context): z.input<typeof KindView>[] =>
  Object.entries(kindsIn(ctx).kinds).map(([id, { name, upload }]) => ({ id, name, area: areaView(ctx, id), upload }))

export function presentPaper(ctx: Context, paper: Paper): z.input<typeof PaperView> {
  const { row, issued } = paper
  const at = `/api/profiles/papers/${row.id}`
  return {
    id: row.id,
    version: row.version,
    kind: row.kind,
    name: paper.name,
    area: areaView(ctx, row.kind),
    source: row.source === 'issued' ? 'issued' : 'uploaded',
    state: paper.state,
    number: paper.number,
    issuer: paper.issuer,
    holder: paper.holder,
    issuedOn: row.issued_on ?? undefined,
    validUntil: row.valid_until ?? undefined,
    endedAt: row.ended_at?.toISOString(),
    addedAt: row.added_at.toISOString(),
    document: issued?.code,
    caseCode: row.case_code ?? undefined,
    file: {
      name: paper.fileName,
      type: row.media_type ?? 'application/pdf',
      sizeBytes: row.size_bytes ?? undefined,
      url: `${at}/file`,
    },
    dataUrl: issued?.statement && `${at}/data`,
  }
}

export const presentValues = ({ issued }: Paper): z.input<typeof ValueView>[] =>
  (issued?.statement?.values ?? []).map(({ section, label, text }) => ({ section, label, text }))

const presentOpening = (ctx: Context, { at, what, unit }: OpeningRow): z.input<typeof OpeningView> => ({
  at: at.toISOString(),
  what: what === 'file' ? 'file' : 'page',
  unit: unit === null ? undefined : unitRef(ctx, unit),
})

type Shown = { paper: Paper | undefined; openings: readonly OpeningRow[]; now: Date }

export function presentShare(
  ctx: Context,
  share: ShareRow,
  { paper, openings, now }: Shown,
): z.input<typeof ShareView> {
  const { whom, purpose } = Terms.parse(JSON.parse(ctx.vault.open(share.terms)))
  return {
    id: share.id,
    version: share.version,
    paper: { id: share.paper, name: paper?.name ?? kindName(ctx, '') },
    shows: shownOf(share),
    whom,
    unit: share.unit === null ? undefined : unitRef(ctx, share.unit),
    purpose,
    state: shareStateOf({ until: share.until, revokedAt: share.revoked_at }, now),
    madeAt: share.made_at.toISOString(),
    until: share.until.toISOString(),
    revokedAt: share.revoked_at?.toISOString(),
    openings: share.openings,
    opened: openings.filter((opening) => opening.share === share.id).map((opening) => presentOpening(ctx, opening)),
  }
}

export const shownOf = ({ shows }: Pick<ShareRow, 'shows'>): 'facts' | 'content' | 'file' =>
  shows === 'file' || shows === 'content' ? shows : 'facts'

export function presentShared(
  ctx: Context,
  share: ShareRow,
  { paper, holder, fileUrl }: { paper: Paper; holder: string; fileUrl: string },
): z.input<typeof SharedView>['shared'] {
  const { whom, purpose } = Terms.parse(JSON.parse(ctx.vault.open(share.terms)))
  const shows = shownOf(share)
  return {
    name: paper.name,
    paperState: paper.state,
    holder: paper.holder ?? holder,
    number: paper.number,
    issuer: paper.issuer,
    issuedOn: paper.row.issued_on ?? undefined,
    validUntil: paper.row.valid_until ?? undefined,
    document: paper.issued?.code,
    whom,
    unit: share.unit === null ? undefined : unitRef(ctx, share.unit),
    purpose,
    values: shows === 'facts' ? [] : presentValues(paper),
    file:
      shows === 'file' && paper.state === 'valid'
        ? { name: paper.fileName, type: paper.row.media_type ?? 'application/pdf', url: fileUrl }
        : undefined,
  }
}
