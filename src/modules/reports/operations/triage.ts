import { z } from 'zod'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { command } from '#core/operation'
import { unitOf } from '#modules/units'
import { act, actCommand, onCurrent, presentAct } from '../acting.ts'
import { categoryNow } from '../catalogue.ts'
import { tidyCode } from '../code.ts'
import * as following from '../following.ts'
import * as inputs from '../inputs.ts'
import { lock, missing } from '../load.ts'
import * as policy from '../policy.ts'
import * as rules from '../rules.ts'
import { shownPlace } from '../showing.ts'
import { addPart } from '../splitting.ts'
import { lockReports, saveWords } from '../store/report.ts'
import { showPhotos } from '../store/photo.ts'
import { ActView } from '../views.ts'

const mayTriage = onCurrent<{ code: string }>(policy.mayTriage)

export const accept = actCommand('reports.accept', {
  summary: 'Take a report up: the time for its answer begins.',
  input: inputs.ActInput,
  allow: mayTriage,
  decide: rules.accept,
})

export const reject = actCommand('reports.reject', {
  summary: 'Do not take a report up, with the reason that its sender reads.',
  input: inputs.RejectInput,
  allow: mayTriage,
  decide: (env, found, { because }) => rules.reject(env, found, because),
  written: ({ text }) => ({ act: 'reject', text }),
})

export const askSupplement = actCommand('reports.ask-supplement', {
  summary: 'Ask the sender for what is missing.',
  input: inputs.WordsInput,
  allow: mayTriage,
  decide: rules.askSupplement,
  written: ({ text }) => ({ act: 'ask-supplement', text }),
})

export const reclassify = command('reports.reclassify', {
  summary: 'Give a report another category or urgency.',
  input: inputs.ReclassifyInput,
  output: ActView,
  subject: lock,
  allow: mayTriage,
  async run(step) {
    const { input, db, ctx, subject } = step
    const category = categoryNow(ctx, input.category)
    const to = { id: category.id, body: category.body, urgent: input.urgent }
    const found = await act(step, (env, one) => rules.reclassify(env, one, to))
    const place = shownPlace(category.body, subject.stored.holding.place)
    await saveWords(db, found.code, { definition: category.digest, shownPlace: place ?? null })
    return presentAct(found)
  },
})

export const transfer = command('reports.transfer', {
  summary: 'Pass a report on to the unit whose business it is, with a due time and the reason.',
  input: inputs.TransferInput,
  output: ActView,
  subject: lock,
  allow: mayTriage,
  async run(step) {
    const { input, ctx } = step
    const to = unitOf(ctx, input.to).code
    const dueAt = input.dueAt === undefined ? undefined : new Date(input.dueAt)
    const written = { act: 'transfer', text: input.text, public: true }
    return presentAct(await act(step, (env, found) => rules.transfer(env, found, to, dueAt), written))
  },
})

/** Both reports are locked, in one order, before anything is decided. */
async function lockBoth(db: Db, input: { code: string; into: string; version?: number | undefined }, ctx: Context) {
  const code = tidyCode(input.into)
  const into = (await lockReports(db, [tidyCode(input.code), code])).find(({ report }) => report.code === code)
  if (!into) throw missing(code)
  return { ...(await lock(db, input, ctx)), into: into.report }
}

export const merge = command('reports.merge', {
  summary: 'Join a report to another one about the same thing; its sender follows that one.',
  input: inputs.MergeInput,
  output: ActView,
  subject: lockBoth,
  allow: mayTriage,
  run: async (step) => presentAct(await act(step, (env, found) => following.merge(env, found, step.subject.into))),
})

export const unmerge = actCommand('reports.unmerge', {
  summary: 'Take a joined report apart again: it goes on by itself.',
  input: inputs.ActInput,
  allow: mayTriage,
  decide: following.unmerge,
})

export const split = command('reports.split', {
  summary: 'Make the second problem of a report a report of its own, of the same sender.',
  input: inputs.SplitInput,
  output: ActView.extend({ into: z.string() }),
  subject: lock,
  allow: mayTriage,
  async run(step) {
    const into = await addPart(step, step.input)
    return { ...presentAct(await act(step, (env, found) => following.split(env, found, into))), into }
  },
})

export const show = command('reports.show', {
  summary: 'Let everybody see a report, with the text and pictures that the desk has cleared.',
  input: inputs.ShowInput,
  output: ActView,
  subject: lock,
  allow: onCurrent<{ code: string }>(policy.mayHandle),
  async run(step) {
    const { input, db } = step
    const found = await act(step, (env, one) => rules.show(env, one, true))
    await saveWords(db, found.code, { publicText: input.text })
    await showPhotos(db, found.code, input.photos)
    return presentAct(found)
  },
})

export const hide = actCommand('reports.hide', {
  summary: 'Take a report out of what everybody may see.',
  input: inputs.ActInput,
  allow: onCurrent<{ code: string }>(policy.mayHandle),
  decide: (env, found) => rules.show(env, found, false),
})

export const triage = [accept, reject, askSupplement, reclassify, transfer, merge, unmerge, split, show, hide]
