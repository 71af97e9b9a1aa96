import { command } from '#core/operation'
import { money } from '#modules/documents'
import { act, onCurrent, presentAct } from '../acting.ts'
import { correctionsOf } from '../corrections.ts'
import { chosenOfficer, consultDefined, keepConsultations } from '../entering.ts'
import type { Case } from '../case.ts'
import { readForm, readPapers } from '../filing.ts'
import { AcceptInput, AskSupplementInput, ReasonInput, SupplementInput } from '../inputs.ts'
import * as letters from '../letters.ts'
import { lock } from '../load.ts'
import * as policy from '../policy.ts'
import { correcting, recharge, type Recharged } from '../recharging.ts'
import { reusing } from '../reusing.ts'
import * as rules from '../rules.ts'
import type { Env } from '../rules.ts'
import { sealAnswers } from '../sealing.ts'
import * as beside from '../store/beside.ts'
import { ActView } from '../views.ts'

export const accept = command('cases.accept', {
  summary: 'Accept a complete case: its clock starts, and the receipt promises when the result is due.',
  input: AcceptInput,
  output: ActView,
  subject: lock,
  allow: onCurrent(policy.mayAccept),
  async run(step) {
    const { input, subject, actor, db, ctx, now } = step
    const officer = await chosenOfficer(step, rules.stepAfter(subject.plan, rules.firstStep(subject.plan).id))
    const found = await act(step, (env, one) =>
      consultDefined(step, env, rules.accept(env, one, input.digitised, officer)),
    )
    await keepConsultations(step, found)
    const papers = (await beside.listPapers(db, found.code)).map((row) => ({
      paper: row.paper,
      form: row.form,
      copies: row.copies,
      digest: row.digest ?? undefined,
      name: row.name ?? undefined,
      mediaType: row.media_type ?? undefined,
      sizeBytes: row.size_bytes ?? undefined,
    }))
    const fees = (await beside.listFees(db, found.code)).map((fee) => ({ amount: Number(fee.amount) }))
    const issued = await letters.receipt({ db, ctx, actor, now, found, loaded: subject }, papers, fees)
    return presentAct(found, issued)
  },
})

export const refuseIntake = command('cases.refuse-intake', {
  summary: 'Refuse to accept a case, with the reason (form 03).',
  input: ReasonInput,
  output: ActView,
  subject: lock,
  allow: onCurrent(policy.mayRefuseIntake),
  async run(step) {
    const { input, subject, actor, db, ctx, now } = step
    const found = await act(step, rules.refuseAtIntake, { act: 'refuse-intake', text: input.reason })
    const letter = await letters.refusal({ db, ctx, actor, now, found, loaded: subject }, input.reason, input.basis)
    return presentAct(found, [letter])
  },
})

export const askSupplement = command('cases.ask-supplement', {
  summary: 'Ask once for everything that is missing (form 02); the clock stands still meanwhile.',
  input: AskSupplementInput,
  output: ActView,
  subject: lock,
  allow: onCurrent(policy.mayAskSupplement),
  async run(step) {
    const { input, subject, actor, db, ctx, now } = step
    const found = await act(step, rules.askSupplement, { act: 'ask-supplement', text: input.reason })
    const request = found.supplements.at(-1)
    if (request) await beside.addSupplement(db, found, request, input)
    return presentAct(found, [await letters.supplementRequest({ db, ctx, actor, now, found, loaded: subject }, input)])
  },
})

export const supplement = command('cases.supplement', {
  summary: 'Bring what was asked for.',
  input: SupplementInput,
  output: ActView,
  subject: lock,
  allow: onCurrent(policy.maySupplement),
  async run(step) {
    const { input, subject, actor, db, ctx, now } = step
    const { channel } = subject.case
    const procedure = subject.procedure.body
    const { by, form, known } = await correcting({ db, ctx, actor }, subject)
    const read = input.answers && readForm(ctx, form, input.answers, { channel, now: subject.case.submittedAt, known })
    const corrected = read ? correctionsOf(procedure.form, subject.circumstance.answers, read.answers) : []
    const papers = await readPapers({ ...step, actor: by }, input.papers, { procedure, scope: undefined, channel })
    const bring = (env: Env, before: Case) => reusing(env, rules.supplement(env, before), papers)
    const fees = read && (await recharge(db, subject, read.scope))
    const told = [
      input.note,
      corrected.length > 0 && `Đã sửa tờ khai: ${corrected.join('; ')}.`,
      fees && wordsOfFees(fees),
    ]
    const found = await act({ ...step, mandate: by.mandate }, bring, {
      act: 'supplement',
      text: told.filter(Boolean).join('\n'),
    })
    await beside.answerSupplement(db, found, now)
    await beside.addPapers(db, found, papers, { id: actor.id, at: now })
    if (fees) await beside.changeFees(db, found, fees.anew)
    if (read) await beside.setAnswers(db, found, sealAnswers(ctx.vault, procedure.form, read.answers))
    return presentAct(found)
  },
})

/** What the case's history says of the fees: nothing where nothing changes. */
const wordsOfFees = ({ was, is, anew }: Recharged): string =>
  [
    was !== is && `Phí, lệ phí tính lại theo tờ khai đã sửa: ${money(was)} thành ${money(is)}.`,
    anew.overpaid > 0 && `Đã nộp dư ${money(anew.overpaid)}: cơ quan hoàn trả cho người nộp.`,
  ]
    .filter(Boolean)
    .join(' ')
