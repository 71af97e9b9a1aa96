import { z } from 'zod'
import type { StoredEvent } from '#core/events'
import type { Text } from '#core/i18n'
import type { StoredTrace } from './store/traces.ts'

/**
 * Acts that the platform itself gives a name; the others are the procedure's steps, or a log's activities. The sign @
 * keeps them apart from both.
 */
export const platformActs: Readonly<Record<string, Text>> = {
  '@submitted': { vi: 'Nộp hồ sơ', en: 'Submission' },
  '@accepted': { vi: 'Tiếp nhận', en: 'Acceptance' },
  '@refused-at-intake': { vi: 'Không tiếp nhận', en: 'Not accepted' },
  '@supplement-requested': { vi: 'Yêu cầu bổ sung', en: 'Supplement requested' },
  '@supplemented': { vi: 'Bổ sung hồ sơ', en: 'Supplement' },
  '@step-sent-back': { vi: 'Chuyển lại bước trước', en: 'Sent back' },
  '@consulted': { vi: 'Lấy ý kiến cơ quan khác', en: 'Consultation' },
  '@consultation-answered': { vi: 'Cơ quan khác trả lời', en: 'Consultation answered' },
  '@refusal-proposed': { vi: 'Đề nghị từ chối', en: 'Refusal proposed' },
  '@payment-requested': { vi: 'Yêu cầu nộp phí', en: 'Payment requested' },
  '@paid': { vi: 'Nộp phí', en: 'Payment' },
  '@refused': { vi: 'Từ chối giải quyết', en: 'Refusal' },
  '@withdrawn': { vi: 'Rút hồ sơ', en: 'Withdrawal' },
  '@stopped': { vi: 'Dừng giải quyết', en: 'Stop' },
  '@recalled': { vi: 'Thu hồi bước vừa làm', en: 'Recall' },
  '@returned': { vi: 'Trả kết quả', en: 'Return of the result' },
  '@closed': { vi: 'Có kết quả', en: 'Result' },
}

/** Steps that are done are acts under the step's own name; warnings, notes and hand-overs are none. */
const stepDone = new Set(['cases.step-completed', 'cases.approved'])
const silent = new Set(['cases.closed'])

const Payload = z.object({
  procedure: z.string(),
  channel: z.string().default(''),
  step: z.string().nullish(),
  dueAt: z.iso.datetime().nullish(),
  undone: z.string().optional(),
})

/** The facts that change what the process view knows of a case. */
export const followedTypes: readonly string[] = [
  ...Object.keys(platformActs).map((act) => `cases.${act.slice(1)}`),
  ...stepDone,
  'cases.deadline-changed',
]

export const procedureOf = (event: StoredEvent): string => Payload.parse(event.payload).procedure

/** A case of ours after one more of its facts. Facts may come out of order: then only the act is put in its place. */
export function followEvent(known: StoredTrace | undefined, event: StoredEvent): StoredTrace {
  const payload = Payload.parse(event.payload)
  const at = event.occurredAt.getTime() * 1000
  const trace = known ?? begun(event, payload)
  const activity = actOf(event.type, payload.step)
  const events =
    activity === undefined
      ? trace.events
      : [...trace.events, { ...noOne, activity, at, group: event.actorUnit ?? event.unit }]
  if (events.length > trace.events.length) events.sort((a, b) => a.at - b.at)
  if (event.version <= trace.stated) return { ...trace, events }
  return { ...trace, ...factsAfter(trace, event, payload), events, unit: event.unit, stated: event.version }
}

const noOne = { lifecycle: '', resource: '' }

function begun(event: StoredEvent, payload: z.output<typeof Payload>): StoredTrace {
  return {
    procedure: payload.procedure,
    code: event.record,
    origin: event.origin,
    unit: event.unit,
    channel: payload.channel,
    events: [],
    acceptedAt: undefined,
    closedAt: undefined,
    dueAt: undefined,
    logAcceptedAt: undefined,
    logClosedAt: undefined,
    logUnit: '',
    overdue: false,
    stated: 0,
  }
}

function actOf(type: string, step: string | null | undefined): string | undefined {
  if (silent.has(type)) return undefined
  if (stepDone.has(type)) return step ?? undefined
  const act = `@${type.slice('cases.'.length)}`
  return act in platformActs ? act : undefined
}

function factsAfter(trace: StoredTrace, event: StoredEvent, payload: z.output<typeof Payload>): Partial<StoredTrace> {
  const at = event.occurredAt.getTime() * 1000
  const due =
    payload.dueAt === undefined ? trace.dueAt : payload.dueAt === null ? undefined : Date.parse(payload.dueAt) * 1000
  switch (event.type) {
    case 'cases.accepted':
      return { acceptedAt: at, dueAt: due }
    case 'cases.closed':
      return { closedAt: at }
    case 'cases.recalled':
      return payload.undone === 'cases.closed' ? { closedAt: undefined } : {}
    default:
      return { dueAt: due }
  }
}
