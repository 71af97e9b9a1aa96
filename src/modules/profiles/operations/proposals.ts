import { z } from 'zod'
import type { Context } from '#core/context'
import { conflict, notFound } from '#core/errors'
import { emit } from '#core/events'
import { command, query } from '#core/operation'
import { keepDraft, takeBackCase } from '#modules/cases'
import { endConsent, recordConsent } from '#modules/people'
import { procedureKind } from '#modules/procedures'
import { communeOf, provinceUnit } from '#modules/units'
import { choiceMade, proposalAccepted, proposalRefused, proposalUndone } from '../events.ts'
import * as policy from '../policy.ts'
import { PreparedStored } from '../prepared.ts'
import { proposalKind } from '../proposal-definition.ts'
import { tell } from '../proposing.ts'
import * as store from '../store/proposals.ts'
import { ChoiceView, presentProposal, ProposalView } from '../proposal-views.ts'

export const proposals = query('profiles.proposals', {
  summary: 'What the province proposes to me next, with the reason, the law, and what is ready.',
  input: z.strictObject({}),
  output: z.object({ items: z.array(ProposalView) }),
  allow: policy.isCitizen,
  async run({ actor, db, ctx, now }) {
    const rows = await store.listProposals(db, actor.id, now)
    const choices = await store.listChoices(db, [actor.id])
    return { items: rows.flatMap((row) => presentProposal(ctx, row, choices)) }
  },
})

const noProposal = () =>
  notFound('proposal-not-found', { vi: 'Không tìm thấy đề xuất này.', en: 'There is no such proposal.' })

const answered = () =>
  conflict('proposal-answered', {
    vi: 'Đề xuất này đã được trả lời hoặc đã hết hạn.',
    en: 'This proposal was answered, or its time has passed.',
  })

const isOpen = (row: store.ProposalRow, now: Date): boolean =>
  (row.state === 'open' || row.state === 'accepted') && row.until > now

export const acceptProposal = command('profiles.accept-proposal', {
  summary: 'Take a proposal up: its form opens with what is known already, to be read, changed and filed by me.',
  input: z.strictObject({ id: z.uuid(), procedure: z.string().max(80).optional() }),
  output: z.object({ draft: z.uuid(), procedure: z.string() }),
  allow: policy.isCitizen,
  async run({ input, actor, db, ctx, now }) {
    const row = await store.lockProposal(db, input.id, actor.id)
    if (!row) throw noProposal()
    if (!isOpen(row, now)) throw answered()
    const chosen = input.procedure ?? row.procedure
    if (chosen !== row.procedure && !row.others.includes(chosen)) throw noProposal()
    const { body } = ctx.definitions.get(procedureKind, chosen)
    const draft = await keepDraft(
      { db, ctx, actor, now },
      {
        procedure: chosen,
        competentUnit: body.competent === 'commune' ? communeOf(ctx, row.unit)?.code : undefined,
        answers: PreparedStored.parse(JSON.parse(ctx.vault.open(row.prepared)))[chosen] ?? {},
        papers: [],
        after: [],
      },
    )
    const version = await store.setState(db, row, { state: 'accepted', at: now, procedure: chosen })
    await tell(db, proposalAccepted, [{ ...row, version, procedure: chosen, answered_at: now }])
    return { draft: draft.id, procedure: body.code }
  },
})

export const refuseProposal = command('profiles.refuse-proposal', {
  summary: 'Decline a proposal; with `never`, all of its kind from now on (NĐ 224/2026 Đ17).',
  input: z.strictObject({ id: z.uuid(), never: z.boolean().default(false) }),
  output: z.object({ id: z.uuid() }),
  allow: policy.isCitizen,
  async run({ input, actor, db, now }) {
    const row = await store.lockProposal(db, input.id, actor.id)
    if (!row) throw noProposal()
    if (!isOpen(row, now)) throw answered()
    const version = await store.setState(db, row, { state: 'refused', at: now })
    if (input.never) {
      await store.setChoice(db, actor.id, row.definition, 'never', now)
      await endConsent(db, actor.id, ledgerName(row.definition), now)
    }
    const { definition, procedure, level } = row
    await emit(db, proposalRefused, {
      record: `proposal/${row.id}`,
      version,
      unit: row.unit,
      occurredAt: now,
      payload: { definition, procedure, level, never: input.never },
    })
    return { id: row.id }
  },
})

export const undoProposal = command('profiles.undo-proposal', {
  summary: 'Undo what was filed for me: the case is taken back, and all is as it was before (NĐ 224/2026 Đ16.4).',
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({ id: z.uuid() }),
  allow: policy.isCitizen,
  async run({ input, actor, db, ctx, now }) {
    const row = await store.lockProposal(db, input.id, actor.id)
    if (!row) throw noProposal()
    if (row.state !== 'carried-out' || row.result_case === null) throw answered()
    await takeBackCase({ db, ctx, actor, now }, row.result_case, 'Người dân không đồng ý với việc hệ thống nộp thay.')
    const version = await store.setState(db, row, { state: 'undone', at: now })
    await tell(db, proposalUndone, [{ ...row, version, answered_at: now }])
    return { id: row.id }
  },
})

export const listChoices = query('profiles.list-choices', {
  summary: 'Kinds of proposals, and what I have said of each once and for all.',
  input: z.strictObject({}),
  output: z.object({ items: z.array(ChoiceView) }),
  allow: policy.isCitizen,
  async run({ actor, db, ctx }) {
    const chosen = new Map((await store.listChoices(db, [actor.id])).map((row) => [row.definition, row.choice]))
    return {
      items: ctx.definitions.list(proposalKind).map(({ id, body }) => ({
        id,
        name: body.name,
        level: body.level,
        choice: choiceOf(chosen.get(id)),
      })),
    }
  },
})

const choiceOf = (choice: string | undefined): 'ask' | 'never' | 'automatic' =>
  choice === 'never' || choice === 'automatic' ? choice : 'ask'

export const choose = command('profiles.choose', {
  summary: 'Say of a kind of proposal: ask me, never propose it, or, where the law lets it, do it for me.',
  input: z.strictObject({ definition: z.string().max(80), choice: z.enum(['ask', 'never', 'automatic']) }),
  output: ChoiceView,
  allow: policy.isCitizen,
  async run({ input, actor, db, ctx, now }) {
    const { id, body } = ctx.definitions.get(proposalKind, input.definition)
    if (input.choice === 'automatic' && body.level !== 4) throw notAutomatic()
    await store.setChoice(db, actor.id, id, input.choice === 'ask' ? undefined : input.choice, now)
    // What is done in a person's name rests on a consent given beforehand (NĐ 224/2026 Đ16): it stands in the ledger like every other.
    const agreement = { account: actor.id, purpose: ledgerName(id), title: body.name, at: now }
    if (input.choice === 'automatic') await recordConsent(db, agreement)
    else await endConsent(db, agreement.account, agreement.purpose, now)
    await stateChoice(db, ctx, { account: actor.id, definition: id, choice: input.choice, now })
    return { id, name: body.name, level: body.level, choice: input.choice }
  },
})

const ledgerName = (definition: string): string => `proposal/${definition}`

const notAutomatic = () =>
  conflict('not-automatic', {
    vi: 'Việc này không làm tự động được: bạn luôn xem và tự nộp.',
    en: 'This is never done automatically: you always read and file it yourself.',
  })

type Chosen = { account: string; definition: string; choice: 'ask' | 'never' | 'automatic'; now: Date }

async function stateChoice(db: Parameters<typeof emit>[0], ctx: Context, { account, definition, choice, now }: Chosen) {
  await emit(db, choiceMade, {
    record: `choice/${account}/${definition}`,
    version: await store.raiseChoice(db, account, definition),
    unit: provinceUnit(ctx).code,
    occurredAt: now,
    payload: { definition, choice },
  })
}
