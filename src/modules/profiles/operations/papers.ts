import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { dayOf, DayInput } from '#core/days'
import { conflict, invalid, notFound } from '#core/errors'
import { emit } from '#core/events'
import { command, query } from '#core/operation'
import { takeUploads } from '#core/uploads'
import { provinceUnit } from '#modules/units'
import { paperAdded, paperChanged, paperEnded } from '../events.ts'
import { holderFor } from '../holder.ts'
import { kindsIn } from '../kinds.ts'
import * as policy from '../policy.ts'
import { openPapers, Particulars } from '../reading.ts'
import { listShares, listOpenings } from '../store/shares.ts'
import * as store from '../store/papers.ts'
import {
  KindView,
  PaperDetailView,
  PaperView,
  presentKinds,
  presentPaper,
  presentShare,
  presentValues,
} from '../views.ts'

export const listPaperKinds = query('profiles.list-paper-kinds', {
  summary: 'Kinds of papers that people keep here, by area of life.',
  input: z.strictObject({}),
  output: z.object({ items: z.array(KindView) }),
  allow: policy.anyone,
  run: async ({ ctx }) => ({ items: presentKinds(ctx) }),
})

export const listPapers = query('profiles.list-papers', {
  summary: 'My papers: results that came by themselves, and what I brought.',
  input: z.strictObject({}),
  output: z.object({ items: z.array(PaperView) }),
  allow: policy.isCitizen,
  personal: () => 'person/own',
  async run({ actor, db, ctx }) {
    const rows = await store.listPapers(db, await holderFor(db, actor))
    return { items: (await openPapers(db, ctx, rows)).map((paper) => presentPaper(ctx, paper)) }
  },
})

const ById = z.strictObject({ id: z.uuid() })

const noPaper = () => notFound('paper-not-found', { vi: 'Không tìm thấy giấy tờ này.', en: 'There is no such paper.' })

export const getPaper = query('profiles.get-paper', {
  summary: 'One of my papers: what it says, where it was used, to whom it was shown.',
  input: ById,
  output: PaperDetailView,
  allow: policy.isCitizen,
  personal: ({ id }) => `paper/${id}`,
  async run({ input, actor, db, ctx, now }) {
    const row = await store.findPaper(db, input.id, await holderFor(db, actor))
    const [paper] = row ? await openPapers(db, ctx, [row]) : []
    if (!paper) throw noPaper()
    const shares = (await listShares(db, actor.id)).filter((share) => share.paper === input.id)
    const openings = await listOpenings(
      db,
      shares.map(({ id }) => id),
    )
    return {
      ...presentPaper(ctx, paper),
      values: presentValues(paper),
      uses: (await store.listUses(db, input.id)).map(({ case_code: caseCode, used_at: at }) => ({
        caseCode,
        at: at.toISOString(),
      })),
      shares: shares.map((share) => presentShare(ctx, share, { paper, openings, now })),
    }
  },
})

const words = (longest: number) => z.string().trim().min(1).max(longest).optional()
const About = {
  kind: z.string().max(80),
  number: words(60),
  issuer: words(200),
  issuedOn: DayInput.optional(),
  validUntil: DayInput.optional(),
}
type About = z.output<z.ZodObject<typeof About>>

/** @throws invalid */
function checkAbout(ctx: Context, { kind, issuedOn, validUntil }: About, now: Date): void {
  if (kindsIn(ctx).kinds[kind]?.upload !== true)
    throw invalid('paper-kind', {
      vi: 'Loại giấy tờ này không tự thêm được.',
      en: 'This kind cannot be added by hand.',
    })
  if (issuedOn !== undefined && issuedOn > dayOf(now))
    throw invalid('paper-dates', { vi: 'Ngày cấp không được sau hôm nay.', en: 'The day of issue lies ahead.' })
  if (issuedOn !== undefined && validUntil !== undefined && validUntil < issuedOn)
    throw invalid('paper-dates', { vi: 'Ngày hết hạn phải sau ngày cấp.', en: 'It ends before it was issued.' })
}

const mostPapers = 200

export const addPaper = command('profiles.add-paper', {
  summary: 'Keep a paper of my own: a finished upload, with what it is.',
  input: z.strictObject({ ...About, upload: z.uuid() }),
  output: PaperView,
  allow: policy.isCitizen,
  async run({ input, actor, db, ctx, now }) {
    checkAbout(ctx, input, now)
    const kept = await store.listPapers(db, { account: actor.id, idDigest: undefined })
    if (kept.filter(({ source }) => source === 'uploaded').length >= mostPapers)
      throw conflict('too-many-papers', { vi: 'Kho giấy tờ đã đầy.', en: 'The store is full.' })
    const [upload] = await takeUploads(db, actor, [input.upload], now)
    if (!upload) throw noPaper()
    const row: store.NewPaper = {
      id: randomUUID(),
      account: actor.id,
      id_digest: null,
      source: 'uploaded',
      document: null,
      case_code: null,
      procedure: null,
      unit: provinceUnit(ctx).code,
      digest: upload.digest,
      media_type: upload.mediaType,
      size_bytes: upload.sizeBytes,
      added_at: now,
      ...written(ctx, input, upload.name),
    }
    await store.addPapers(db, [row])
    await emit(db, paperAdded, {
      record: `paper/${row.id}`,
      version: 1,
      unit: row.unit,
      occurredAt: now,
      payload: { kind: row.kind, source: 'uploaded' },
    })
    return presentOne(db, ctx, actor, row.id)
  },
})

const written = (ctx: Context, about: About, fileName: string): store.Change => ({
  kind: about.kind,
  issued_on: about.issuedOn ?? null,
  valid_until: about.validUntil ?? null,
  particulars: ctx.vault.seal(
    JSON.stringify({ fileName, number: about.number, issuer: about.issuer } satisfies Particulars),
  ),
})

async function presentOne(db: Db, ctx: Context, actor: Actor, id: string) {
  const row = await store.findPaper(db, id, { account: actor.id, idDigest: undefined })
  const [paper] = row ? await openPapers(db, ctx, [row]) : []
  if (!paper) throw noPaper()
  return presentPaper(ctx, paper)
}

/** What the province issued is as it is: only a paper of the person's own making is changed or taken away. */
async function lockOwn(
  db: Db,
  actor: Actor,
  { id, version }: { id: string; version: number },
): Promise<store.PaperRow> {
  const row = await store.lockPaper(db, id, { account: actor.id, idDigest: undefined })
  if (!row || row.ended_how === 'removed') throw noPaper()
  if (row.source === 'issued')
    throw conflict('paper-issued', {
      vi: 'Giấy tờ do tỉnh cấp không sửa hoặc xóa được ở đây.',
      en: 'What the province issued is not changed here.',
    })
  if (row.version !== version)
    throw conflict('paper-changed', { vi: 'Giấy tờ vừa được sửa ở nơi khác.', en: 'It was changed elsewhere.' })
  return row
}

const Versioned = { id: z.uuid(), version: z.int32().min(1) }

export const changePaper = command('profiles.change-paper', {
  summary: 'Correct what I wrote of a paper that I brought.',
  input: z.strictObject({ ...Versioned, ...About }),
  output: PaperView,
  allow: policy.isCitizen,
  async run({ input, actor, db, ctx, now }) {
    const row = await lockOwn(db, actor, input)
    checkAbout(ctx, input, now)
    const { fileName } = Particulars.parse(JSON.parse(ctx.vault.open(row.particulars ?? Buffer.alloc(0))))
    await store.changePaper(db, row, written(ctx, input, fileName))
    await emit(db, paperChanged, {
      record: `paper/${row.id}`,
      version: row.version + 1,
      unit: row.unit,
      occurredAt: now,
      payload: { kind: input.kind, source: 'uploaded' },
    })
    return presentOne(db, ctx, actor, row.id)
  },
})

export const removePaper = command('profiles.remove-paper', {
  summary: 'Take away a paper that I brought; its shares end with it.',
  input: z.strictObject(Versioned),
  output: z.object({ id: z.uuid() }),
  allow: policy.isCitizen,
  async run({ input, actor, db, now }) {
    const row = await lockOwn(db, actor, input)
    await store.endPapers(db, { ids: [row.id] }, { how: 'removed', at: now })
    await emit(db, paperEnded, {
      record: `paper/${row.id}`,
      version: row.version + 1,
      unit: row.unit,
      occurredAt: now,
      payload: { kind: row.kind, source: 'uploaded', how: 'removed' },
    })
    return { id: row.id }
  },
})
