import { randomUUID } from 'node:crypto'
import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import type { Definition } from '#core/definitions'
import { invalid } from '#core/errors'
import { decideFees, decidePapers, type FeeDue } from '#core/forms/decide'
import { examine, type Examination } from '#core/forms/examine'
import type { Answers, Form } from '#core/forms/model'
import { optionCheck } from '#core/lists'
import { mediaTypes, takeUploads, type Uploaded } from '#core/uploads'
import { localDate } from '#modules/calendar'
import { procedureKind, type Procedure } from '#modules/procedures'
import { findUnit } from '#modules/units'
import type { Channel } from './events.ts'
import type { NewFee, NewPaper } from './store/case.ts'

/** What is filed: answers against the form, papers against what the answers ask for, and the fees that follow. */

export type PaperFiled = { id: string; form: string; count: number; files: readonly string[] }

/** @throws notFound, invalid */
export function procedureFor(ctx: Context, name: string, channel: Channel, now: Date): Definition<Procedure> {
  const procedure = ctx.definitions.get(procedureKind, name, localDate(now))
  if (procedure.body.channels.includes(channel)) return procedure
  throw invalid('channel-not-offered', {
    vi: 'Thủ tục này không nhận hồ sơ qua kênh đã chọn.',
    en: 'This procedure does not take cases by this channel.',
  })
}

/** Reads the answers; all that is wrong is said at once. @throws invalid */
export function readForm(
  ctx: Context,
  procedure: Procedure,
  raw: unknown,
  at: { channel: Channel; now: Date; known?: Readonly<Record<string, unknown>> },
): { answers: Answers; scope: Examination['scope'] } {
  const today = localDate(at.now)
  const { answers, problems, scope } = examine(procedure.form, raw, {
    today,
    channel: at.channel,
    known: at.known,
    hasOption: optionCheck(ctx.definitions, today),
    hasUnit: (unit) => findUnit(ctx, unit) !== undefined,
  })
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
  const contested = await ctx.sources.store().contested(inside, actor, sources)
  return Object.fromEntries(
    locked.flatMap(({ path, from }) => (contested.has(from) ? [] : [[path, known.get(from)?.value]])),
  )
}

/** Takes the uploads, and checks each paper against the definition. @throws invalid */
export async function readPapers(
  db: Db,
  actor: Actor,
  filed: readonly PaperFiled[],
  options: { procedure: Procedure; scope: Examination['scope'] | undefined; channel: Channel; now: Date },
): Promise<NewPaper[]> {
  const { procedure, scope, channel, now } = options
  const ids = filed.flatMap((paper) => paper.files)
  const uploads = new Map((await takeUploads(db, actor, [...new Set(ids)], now)).map((upload) => [upload.id, upload]))
  const due = scope
    ? decidePapers(procedure.papers, scope)
    : procedure.papers.map((paper) => ({ paper, required: false }))
  const problems: { path: string; code: string }[] = []
  for (const { id, files } of filed) {
    const paper = due.find((one) => one.paper.id === id)?.paper
    if (!paper) problems.push({ path: `papers.${id}`, code: 'unknown' })
    else if (files.length > paper.maxFiles) problems.push({ path: `papers.${id}`, code: 'too-many-files' })
    else if (files.some((file) => !isAccepted(uploads.get(file), paper.accept)))
      problems.push({ path: `papers.${id}`, code: 'file-type' })
  }
  for (const { paper, required } of due) {
    const given = filed.find((one) => one.id === paper.id)
    const missing =
      !given || (channel === 'online' ? given.files.length === 0 : given.files.length === 0 && given.count === 0)
    if (required && missing) problems.push({ path: `papers.${paper.id}`, code: 'missing' })
  }
  if (problems.length > 0)
    throw invalid(
      'papers-wrong',
      { vi: 'Thành phần hồ sơ còn thiếu hoặc chưa đúng.', en: 'Papers are missing or wrong.' },
      { problems },
    )
  return filed.flatMap((paper) => rowsOf(paper, uploads))
}

const isAccepted = (upload: Uploaded | undefined, accept: readonly string[]): boolean =>
  upload !== undefined &&
  accept.includes(Object.entries(mediaTypes).find(([type]) => type === upload.mediaType)?.[1] ?? '')

function rowsOf({ id, form, count, files }: PaperFiled, uploads: ReadonlyMap<string, Uploaded>): NewPaper[] {
  const common = { paper: id, form, copies: count }
  if (files.length === 0)
    return [{ ...common, digest: undefined, name: undefined, mediaType: undefined, sizeBytes: undefined }]
  return files.flatMap((file) => {
    const upload = uploads.get(file)
    return upload
      ? [
          {
            ...common,
            digest: upload.digest,
            name: upload.name,
            mediaType: upload.mediaType,
            sizeBytes: upload.sizeBytes,
          },
        ]
      : []
  })
}

/** The fees that the answers decide. One that they do not decide is set by the officer later (`cases.ask-payment`). */
export const feesOf = (procedure: Procedure, scope: Examination['scope']): (FeeDue & { amount: number })[] =>
  decideFees(procedure.fees, scope).flatMap((fee) => (fee.amount === undefined ? [] : [{ ...fee, amount: fee.amount }]))

export const feeRows = (fees: readonly (FeeDue & { amount: number })[]): NewFee[] =>
  fees.map(({ id, kind, name, amount, because }) => ({ fee: id, kind, name, amount, because }))

export const newId = (): string => randomUUID()
