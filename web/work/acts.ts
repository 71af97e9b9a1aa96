import { api, type Output } from '../api.ts'

export type CaseView = Output<'cases.get'>
export type ActOutput = Output<'cases.accept'>

/** The key that does each act, shown in its button. Capital letters are for what ends a case. */
export const actKeys = {
  accept: 'a',
  claim: 'c',
  'complete-step': 'd',
  approve: 'p',
  return: 't',
  'answer-consultation': 'r',
  supplement: 'n',
  'ask-supplement': 's',
  consult: 'y',
  'send-back': 'b',
  'propose-refusal': 'o',
  pay: '$',
  assign: 'g',
  'hand-over': 'h',
  apologise: 'l',
  'ask-payment': 'm',
  recall: 'u',
  'refuse-intake': 'K',
  refuse: 'R',
  stop: 'S',
  withdraw: 'W',
  'add-note': 'i',
} as const satisfies Record<string, string>

export type ActName = keyof typeof actKeys
export const isAct = (name: string): name is ActName => Object.hasOwn(actKeys, name)
export const actNames = Object.keys(actKeys).filter(isAct)

/** Done at once, without a question: what each does can be taken back, or harms nobody. */
const atOnce: readonly ActName[] = ['claim', 'complete-step', 'recall']
export const isAtOnce = (act: ActName): boolean => atOnce.includes(act)

/** They end the case, or tell the applicant what cannot be unsaid. */
const grave: readonly ActName[] = ['refuse-intake', 'refuse', 'stop', 'withdraw', 'propose-refusal']
export const isGrave = (act: ActName): boolean => grave.includes(act)

/** After which of them the step before can be had back. */
const undoable: readonly ActName[] = ['complete-step', 'send-back', 'propose-refusal']
export const isUndoable = (act: ActName): boolean => undoable.includes(act)

/** What the work at hand usually wants, in this order; the rest stands behind "other". */
const leading: readonly ActName[] = [
  'accept',
  'claim',
  'answer-consultation',
  'approve',
  'refuse',
  'complete-step',
  'return',
  'supplement',
  'pay',
  'ask-supplement',
  'refuse-intake',
  'send-back',
  'recall',
]

export type Possible = { act: ActName; allowed: boolean; because: { vi: string; en?: string | undefined } | undefined }

/** First what may be done, in the order of the work; then what may not yet. */
export function sortActs(possible: readonly Possible[]): { main: Possible[]; others: Possible[] } {
  const rank = (act: ActName) => (leading.includes(act) ? leading.indexOf(act) : leading.length)
  const sorted = possible.toSorted((one, other) => rank(one.act) - rank(other.act))
  const main = sorted.filter(({ act, allowed }) => allowed && leading.includes(act)).slice(0, 5)
  return { main, others: sorted.filter((one) => !main.includes(one)) }
}

export type Question = { unit: string; question: string; workingDays: number }

/** What a person fills in for an act; each act takes its own part. */
export type Values = {
  text: string
  basis: string
  items: readonly string[]
  to: string
  step: string
  questions: readonly Question[]
  no: number
  agrees: boolean | undefined
  day: string
  amount: number | undefined
  receipt: string
  how: 'counter' | 'online' | 'post'
  digitised: boolean
  files: Readonly<Record<string, readonly { id: string; digest: string; name: string; sizeBytes: number }[]>>
}

type Send = { idempotencyKey: string }
type Run = (found: { code: string; version: number }, values: Values, send: Send) => Promise<ActOutput>

const note = ({ text }: Values) => (text.trim() ? { note: text.trim() } : {})
const reason = ({ text, basis }: Values) => ({ reason: text.trim(), ...(basis.trim() && { basis: basis.trim() }) })
const filled = (items: readonly string[]) => items.map((item) => item.trim()).filter((item) => item !== '')
const papersOf = ({ files }: Values) =>
  Object.entries(files)
    .filter(([, sent]) => sent.length > 0)
    .map(([id, sent]) => ({ id, files: sent.map((file) => file.id) }))

/** The end of a working day, in the province. */
const endOfDay = (day: string) => `${day}T17:00:00+07:00`

const runs: Record<ActName, Run> = {
  accept: (at, { digitised }, send) => api.command('cases.accept', { ...at, digitised }, send),
  'refuse-intake': (at, values, send) => api.command('cases.refuse-intake', { ...at, ...reason(values) }, send),
  'ask-supplement': (at, values, send) =>
    api.command('cases.ask-supplement', { ...at, items: filled(values.items), reason: values.text.trim() }, send),
  supplement: (at, values, send) =>
    api.command('cases.supplement', { ...at, papers: papersOf(values), ...note(values) }, send),
  'complete-step': (at, values, send) =>
    api.command('cases.complete-step', { ...at, ...note(values), ...(values.to && { assignee: values.to }) }, send),
  consult: (at, { questions }, send) => api.command('cases.consult', { ...at, questions: [...questions] }, send),
  'answer-consultation': (at, { no, text, agrees }, send) =>
    api.command(
      'cases.answer-consultation',
      { ...at, no, answer: text.trim(), ...(agrees !== undefined && { agrees }) },
      send,
    ),
  'propose-refusal': (at, values, send) => api.command('cases.propose-refusal', { ...at, ...reason(values) }, send),
  approve: (at, values, send) => api.command('cases.approve', { ...at, ...note(values) }, send),
  refuse: (at, values, send) => api.command('cases.refuse', { ...at, ...reason(values) }, send),
  'send-back': (at, { text, step }, send) =>
    api.command('cases.send-back', { ...at, reason: text.trim(), ...(step && { to: step }) }, send),
  return: (at, values, send) => api.command('cases.return', { ...at, how: values.how, ...note(values) }, send),
  withdraw: (at, { text }, send) =>
    api.command('cases.withdraw', { ...at, ...(text.trim() && { reason: text.trim() }) }, send),
  stop: (at, values, send) => api.command('cases.stop', { ...at, ...reason(values) }, send),
  recall: (at, values, send) => api.command('cases.recall', { ...at, ...note(values) }, send),
  assign: (at, { to }, send) => api.command('cases.assign', { ...at, to }, send),
  claim: (at, values, send) => api.command('cases.claim', { ...at, ...note(values) }, send),
  'hand-over': (at, { to }, send) => api.command('cases.hand-over', { ...at, to }, send),
  apologise: (at, { text, day }, send) =>
    api.command('cases.apologise', { ...at, reason: text.trim(), newDueAt: endOfDay(day) }, send),
  'ask-payment': (at, { text, amount }, send) =>
    api.command('cases.ask-payment', { ...at, amount: amount ?? 0, reason: text.trim() }, send),
  pay: (at, { receipt }, send) => api.command('cases.pay', { ...at, receiptNumber: receipt.trim() }, send),
  'add-note': (at, { text }, send) => api.command('cases.add-note', { ...at, text: text.trim() }, send),
}

export const runAct = (act: ActName, found: { code: string; version: number }, values: Values, send: Send) =>
  runs[act]({ code: found.code, version: found.version }, values, send)

export const nothing: Values = {
  text: '',
  basis: '',
  items: [''],
  to: '',
  step: '',
  questions: [{ unit: '', question: '', workingDays: 3 }],
  no: 0,
  agrees: undefined,
  day: '',
  amount: undefined,
  receipt: '',
  how: 'counter',
  digitised: false,
  files: {},
}

const needs: Partial<Record<ActName, (values: Values) => boolean>> = {
  'refuse-intake': ({ text }) => text.trim() !== '',
  'propose-refusal': ({ text }) => text.trim() !== '',
  refuse: ({ text }) => text.trim() !== '',
  stop: ({ text }) => text.trim() !== '',
  'send-back': ({ text }) => text.trim() !== '',
  'add-note': ({ text }) => text.trim() !== '',
  'answer-consultation': ({ text, agrees }) => text.trim() !== '' && agrees !== undefined,
  'ask-supplement': ({ text, items }) => text.trim() !== '' && filled(items).length > 0,
  consult: ({ questions }) => questions.every(({ unit, question }) => unit !== '' && question.trim() !== ''),
  assign: ({ to }) => to !== '',
  'hand-over': ({ to }) => to !== '',
  apologise: ({ text, day }) => text.trim() !== '' && /^\d{4}-\d{2}-\d{2}$/.test(day),
  'ask-payment': ({ text, amount }) => text.trim() !== '' && amount !== undefined && amount > 0,
  pay: ({ receipt }) => receipt.trim() !== '',
  supplement: ({ text, files }) => text.trim() !== '' || Object.values(files).some((sent) => sent.length > 0),
}

export const isComplete = (act: ActName, values: Values): boolean => needs[act]?.(values) ?? true
