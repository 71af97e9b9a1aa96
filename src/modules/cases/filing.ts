import { randomUUID } from 'node:crypto'
import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import type { Definition } from '#core/definitions'
import { invalid } from '#core/errors'
import { decidePapers } from '#core/forms/decide'
import { examine, type Examination } from '#core/forms/examine'
import type { Answers, Form, Paper } from '#core/forms/model'
import { lockRepresented } from '#core/forms/representing'
import { optionCheck } from '#core/lists'
import type { HeldPaper } from '#core/sources'
import { mediaTypes, takeUploads, type Uploaded } from '#core/uploads'
import { localDate } from '#modules/calendar'
import { paperKindOf, procedureKind, type Procedure } from '#modules/procedures'
import { findUnit } from '#modules/units'
import type { Channel } from './events.ts'
import type { NewPaper } from './store/writing.ts'

/** What is filed: answers against the form, and papers against what the answers ask for. */

export type PaperFiled = {
  id: string
  form: string
  count: number
  /** finished uploads */
  files: readonly string[]
  /** papers of the person's own store */
  own?: readonly string[] | undefined
}

/** @throws notFound, invalid */
export function procedureFor(ctx: Context, name: string, channel: Channel, now: Date): Definition<Procedure> {
  const procedure = ctx.definitions.get(procedureKind, name, localDate(now))
  if (procedure.body.channels.includes(channel)) return procedure
  throw invalid('channel-not-offered', {
    vi: 'Thủ tục này không nhận hồ sơ qua kênh đã chọn.',
    en: 'This procedure does not take cases by this channel.',
  })
}

/** The form as this actor fills it in: for somebody else, who that is stands fast. */
export const formFor = ({ form }: Procedure, actor: Actor): Form =>
  actor.mandate === undefined ? form : lockRepresented(form)

type FiledAt = { channel: Channel; now: Date; known?: Readonly<Record<string, unknown>> }

export function examineForm(ctx: Context, form: Form, raw: unknown, { channel, now, known }: FiledAt): Examination {
  const today = localDate(now)
  return examine(form, raw, {
    today,
    channel,
    known,
    hasOption: optionCheck(ctx.definitions, today),
    hasUnit: (unit) => findUnit(ctx, unit) !== undefined,
  })
}

/** Reads the answers; all that is wrong is said at once. @throws invalid */
export function readForm(
  ctx: Context,
  form: Form,
  raw: unknown,
  at: FiledAt,
): { answers: Answers; scope: Examination['scope'] } {
  const { answers, problems, scope } = examineForm(ctx, form, raw, at)
  if (problems.length === 0) return { answers, scope }
  throw invalid(
    'answers-wrong',
    { vi: 'Một số mục trong tờ khai chưa đúng hoặc còn thiếu.', en: 'Some answers are missing or wrong.' },
    { problems },
  )
}

/**
 * What sources know for the form's locked fields: the person may not answer otherwise, unless they have contested it. Asked in
 * the command's transaction.
 */
export async function knownValues(db: Db, ctx: Context, actor: Actor, form: Form): Promise<Record<string, unknown>> {
  const locked = form.flatMap((section) =>
    section.repeat
      ? []
      : section.fields.flatMap((field) =>
          field.locked && field.from ? [{ path: `${section.id}.${field.id}`, from: field.from }] : [],
        ),
  )
  if (locked.length === 0) return {}
  const inside = { ...ctx, db }
  const sources = locked.map(({ from }) => from)
  const known = await ctx.sources.ask(inside, actor, sources)
  const contested = await ctx.sources.storeOf(actor).contested(inside, actor, sources)
  return Object.fromEntries(
    locked.flatMap(({ path, from }) => (contested.has(from) ? [] : [[path, known.get(from)?.value]])),
  )
}

type Taking = { db: Db; ctx: Context; actor: Actor; now: Date }

/** Takes the uploads and the person's own papers, and checks each against the definition. @throws invalid */
export async function readPapers(
  { db, ctx, actor, now }: Taking,
  filed: readonly PaperFiled[],
  options: { procedure: Procedure; scope: Examination['scope'] | undefined; channel: Channel },
): Promise<NewPaper[]> {
  const { procedure, scope, channel } = options
  const ids = filed.flatMap((paper) => paper.files)
  const uploads = new Map((await takeUploads(db, actor, [...new Set(ids)], now)).map((upload) => [upload.id, upload]))
  const held = await ownPapers({ ...ctx, db }, actor, filed)
  const due = scope
    ? decidePapers(procedure.papers, scope)
    : procedure.papers.map((paper) => ({ paper, required: false }))
  const problems = filed.flatMap((one) => {
    const code = faultOf(one, due.find(({ paper }) => paper.id === one.id)?.paper, { uploads, held })
    return code === undefined ? [] : [{ path: `papers.${one.id}`, code }]
  })
  for (const { paper, required } of due)
    if (
      required &&
      isMissing(
        filed.find((one) => one.id === paper.id),
        channel,
      )
    )
      problems.push({ path: `papers.${paper.id}`, code: 'missing' })
  if (problems.length > 0)
    throw invalid(
      'papers-wrong',
      { vi: 'Thành phần hồ sơ còn thiếu hoặc chưa đúng.', en: 'Papers are missing or wrong.' },
      { problems },
    )
  return filed.flatMap((paper) => rowsOf(paper, { uploads, held }))
}

type Given = { uploads: ReadonlyMap<string, Uploaded>; held: ReadonlyMap<string, HeldPaper> }

async function ownPapers(ctx: Context, actor: Actor, filed: readonly PaperFiled[]): Promise<Map<string, HeldPaper>> {
  const ids = [...new Set(filed.flatMap(({ own }) => own ?? []))]
  const found = ids.length === 0 ? [] : await ctx.sources.storeOf(actor).findPapers(ctx, actor, ids)
  return new Map(found.map((paper) => [paper.id, paper]))
}

/** What is wrong with what was handed in for one paper of the definition. */
function faultOf(filed: PaperFiled, paper: Paper | undefined, { uploads, held }: Given): string | undefined {
  if (!paper) return 'unknown'
  const { files, own = [] } = filed
  if (files.length + own.length > paper.maxFiles) return 'too-many-files'
  if (files.some((file) => !isAccepted(uploads.get(file)?.mediaType, paper.accept))) return 'file-type'
  const kind = paperKindOf(paper.from)
  for (const id of own) {
    const one = held.get(id)
    if (!one || kind === undefined || one.kind !== kind) return 'not-this-paper'
    if (!one.usable) return 'no-longer-valid'
    if (!isAccepted(one.mediaType, paper.accept)) return 'file-type'
  }
  return undefined
}

function isMissing(given: PaperFiled | undefined, channel: Channel): boolean {
  if (!given) return true
  const files = given.files.length + (given.own?.length ?? 0)
  return files === 0 && (channel === 'online' || given.count === 0)
}

const isAccepted = (mediaType: string | undefined, accept: readonly string[]): boolean =>
  accept.includes(Object.entries(mediaTypes).find(([type]) => type === mediaType)?.[1] ?? '')

function rowsOf({ id, form, count, files, own = [] }: PaperFiled, { uploads, held }: Given): NewPaper[] {
  const common = { paper: id, form, copies: count }
  if (files.length + own.length === 0)
    return [{ ...common, digest: undefined, name: undefined, mediaType: undefined, sizeBytes: undefined }]
  const uploaded = files.flatMap((file) => uploads.get(file) ?? [])
  return [
    ...uploaded.map(({ digest, name, mediaType, sizeBytes }) => ({ ...common, digest, name, mediaType, sizeBytes })),
    ...own.flatMap((one) => {
      const paper = held.get(one)
      return paper ? [{ ...common, ...heldFile(paper) }] : []
    }),
  ]
}

/** The very bytes that are stored already, under the same digest. */
const heldFile = ({ id, digest, fileName, mediaType, sizeBytes, document }: HeldPaper) => ({
  digest,
  name: fileName,
  mediaType,
  sizeBytes,
  document,
  ownPaper: id,
})

export const newId = (): string => randomUUID()
