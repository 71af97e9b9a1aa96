import type { Actor } from '#core/actor'
import { transact } from '#core/call'
import type { Context } from '#core/context'
import { AppError } from '#core/errors'
import type { Job } from '#core/module'
import { fileOnline } from '#modules/cases'
import { knownValuesOf, paperKindOf, procedureKind } from '#modules/procedures'
import { communeOf } from '#modules/units'
import { dayOf } from '#core/days'
import { proposalCarriedOut } from './events.ts'
import { papersStore } from './own-store.ts'
import { PreparedStored } from './prepared.ts'
import { tell } from './proposing.ts'
import * as store from './store/proposals.ts'

const most = 50

/** Files what people have consented to beforehand (level 4). One that lacks an answer or a paper stands as a prepared form. */
export const carryOutProposals: Job = {
  name: 'profiles.carry-out-proposals',
  cron: '* * * * *',
  async run(ctx) {
    for (let done = 0; done < most; done += 1) if (!(await carryOutNext(ctx))) return
  },
}

/** @returns false when nothing waits */
export async function carryOutNext(ctx: Context): Promise<boolean> {
  const next = await ctx.db.transaction().execute((db) => store.lockDue(db))
  if (!next) return false
  const actor: Actor = { kind: 'citizen', id: next.account, name: '', posts: [], locale: 'vi', assurance: 2 }
  await transact(ctx, actor, {}, async (db) => {
    const row = await store.lockProposal(db, next.id, next.account)
    if (row?.state !== 'open' || row.level !== 4) return
    const now = ctx.clock()
    const { code } = await fileOnline({ db, ctx, actor, now }, await formOf({ ...ctx, db }, actor, row))
    const version = await store.setState(db, row, { state: 'carried-out', at: now, resultCase: code })
    await tell(db, proposalCarriedOut, [{ ...row, version, answered_at: now }])
  }).catch(async (error: unknown) => {
    if (!(error instanceof AppError)) throw error
    ctx.log.info({ proposal: next.id, code: error.code }, 'a proposal could not be carried out by itself')
    await ctx.db.transaction().execute((db) => store.lowerLevel(db, next.id))
  })
  return true
}

/** The form as its person would file it: what is prepared, what is known of them, and papers that they have. */
async function formOf(ctx: Context, actor: Actor, row: store.ProposalRow) {
  const { body } = ctx.definitions.get(procedureKind, row.procedure)
  const prepared = PreparedStored.parse(JSON.parse(ctx.vault.open(row.prepared)))[row.procedure] ?? {}
  const known = await knownValuesOf(ctx, actor, {
    procedure: row.procedure,
    form: body.form,
    today: dayOf(ctx.clock()),
  })
  const answers: Record<string, unknown> = { ...prepared }
  for (const [path, { value }] of known) {
    const [section = '', field = ''] = path.split('.')
    const held = prepared[section]
    if (!Array.isArray(held)) answers[section] = { ...asRow(answers[section]), [field]: value }
  }
  const slots = body.papers.flatMap(({ id, from }) => {
    const kind = paperKindOf(from)
    return kind === undefined ? [] : [{ id, kind }]
  })
  const held = await papersStore.listPapers(
    ctx,
    actor,
    slots.map(({ kind }) => kind),
  )
  return {
    procedure: row.procedure,
    competentUnit: body.competent === 'commune' ? communeOf(ctx, row.unit)?.code : undefined,
    answers,
    papers: slots.flatMap(({ id, kind }) => {
      const paper = held.find((one) => one.kind === kind)
      return paper ? [{ id, form: 'electronic' as const, count: 1, files: [], own: [paper.id] }] : []
    }),
  }
}

const asRow = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {})
