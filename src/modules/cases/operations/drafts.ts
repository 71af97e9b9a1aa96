import { z } from 'zod'
import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { notFound } from '#core/errors'
import type { Text } from '#core/i18n'
import { command, query } from '#core/operation'
import { takeUploads } from '#core/uploads'
import { procedureKind } from '#modules/procedures'
import { openDraft } from '../draft-body.ts'
import { DraftView } from '../draft-view.ts'
import { DraftInput } from '../inputs.ts'
import { keepDraft } from '../coming-in.ts'
import { allowed, asked, holderOf } from '../for-another.ts'
import { procedureOf, procedureRef } from '../places.ts'
import * as policy from '../policy.ts'
import * as store from '../store/draft.ts'

/** Forms that are not filed yet: kept sealed, brought up to date when the procedure changes. */

const ById = z.strictObject({ id: z.uuid(), mandate: z.uuid().optional() })
const mayWrite = allowed('submit', policy.mayFile)
const unknownDraft = () =>
  notFound('draft-not-found', { vi: 'Không tìm thấy bản nháp này.', en: 'There is no such draft.' })

export const saveDraft = command('cases.save-draft', {
  summary: 'Keep a form that is not finished.',
  input: DraftInput,
  output: DraftView,
  subject: asked,
  allow: mayWrite,
  perMinute: 120,
  async run({ input, actor, db, ctx, now }) {
    const row = await keepDraft({ db, ctx, actor, now }, input)
    return present(db, ctx, actor, row)
  },
})

export const getDraft = query('cases.get-draft', {
  summary: 'A form that I have not finished.',
  input: ById,
  output: DraftView,
  subject: asked,
  allow: mayWrite,
  async run({ input, actor, db, ctx }) {
    const row = await store.findDraft(db, input.id, holderOf(actor, input.mandate))
    if (!row) throw unknownDraft()
    return present(db, ctx, actor, row)
  },
})

export const listDrafts = query('cases.list-drafts', {
  summary: 'The forms that I have not finished.',
  input: z.strictObject({ mandate: z.uuid().optional() }),
  output: z.object({ items: z.array(DraftView) }),
  subject: asked,
  allow: mayWrite,
  async run({ input, actor, db, ctx }) {
    const items: z.input<typeof DraftView>[] = []
    for (const row of await store.listDrafts(db, holderOf(actor, input.mandate)))
      items.push(await present(db, ctx, actor, row))
    return { items }
  },
})

export const discardDraft = command('cases.discard-draft', {
  summary: 'Throw a form away.',
  input: ById,
  output: z.object({ id: z.uuid() }),
  subject: asked,
  allow: mayWrite,
  async run({ input, actor, db }) {
    if (!(await store.deleteDraft(db, input.id, holderOf(actor, input.mandate)))) throw unknownDraft()
    return { id: input.id }
  },
})

async function present(db: Db, ctx: Context, actor: Actor, row: store.DraftRow): Promise<z.input<typeof DraftView>> {
  const { competentUnit, answers, papers, applicant, mark } = openDraft(ctx, row)
  const ids = [...new Set(papers.flatMap((paper) => paper.files))]
  const files = new Map((await takeUploads(db, actor, ids, row.saved_at)).map((file) => [file.id, file]))
  const procedure = ctx.definitions.find(procedureKind, row.procedure) ?? procedureOf(ctx, row.definition)
  return {
    id: row.id,
    procedure: procedureRef(procedure),
    competentUnit,
    answers,
    applicant,
    papers: papers.map(({ id, form, count, files: uploads, own }) => ({
      id,
      form,
      count,
      own,
      files: uploads.flatMap((upload) => {
        const file = files.get(upload)
        return file ? [{ id: file.id, name: file.name, digest: file.digest, sizeBytes: file.sizeBytes }] : []
      }),
    })),
    savedAt: row.saved_at.toISOString(),
    mark,
    changed: changesSince(ctx, row.definition, procedure.digest),
  }
}

/** What is new in the form since the draft was saved, by the labels that a person sees. */
function changesSince(ctx: Context, before: string, now: string): Text[] {
  if (before === now) return []
  const [old, current] = [procedureOf(ctx, before).body, procedureOf(ctx, now).body]
  const known = new Map(
    old.form.flatMap((section) => section.fields.map((field) => [`${section.id}.${field.id}`, JSON.stringify(field)])),
  )
  const fields = current.form.flatMap((section) =>
    section.fields
      .filter((field) => known.get(`${section.id}.${field.id}`) !== JSON.stringify(field))
      .map((field) => field.label),
  )
  const papers = new Map(old.papers.map((paper) => [paper.id, JSON.stringify(paper)]))
  return [
    ...fields,
    ...current.papers.filter((paper) => papers.get(paper.id) !== JSON.stringify(paper)).map((paper) => paper.name),
  ]
}
