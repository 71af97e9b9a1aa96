import type { Output } from '../api.ts'
import { say, type useFormat } from '../messages/use-messages.ts'
import type { WorkMessages } from '../messages/work-vi.ts'
import type { Locale } from '../ui/format.ts'
import { isUndoable, type ActName, type CaseView, type Values } from './acts.ts'
import { nextStep, owed } from './possible-acts.ts'
import { formatPhone } from '../ui/format.ts'

export type Procedure = Output<'procedures.get'>

type World = {
  t: WorkMessages
  locale: Locale
  format: ReturnType<typeof useFormat>
  found: CaseView
  values: Values
  procedure: Procedure | undefined
}

/** What an act will do, in words: what is written, what goes to whom, whether it can be taken back. */
export function consequencesOf(act: ActName, world: World): string[] {
  const lines = (write[act]?.(world) ?? []).filter((line) => line !== '')
  if (lines.length === 0) return []
  const told = tells.includes(act) ? [toldWords(world)] : []
  const end = isUndoable(act) ? [world.t.will.recallable] : final.includes(act) ? [world.t.will.final] : []
  return [...lines, ...told, ...end]
}

/** The acts of which the applicant gets a message (the server's templates). */
const tells: readonly ActName[] = [
  'accept',
  'refuse-intake',
  'ask-supplement',
  'approve',
  'refuse',
  'stop',
  'apologise',
  'ask-payment',
]
const final: readonly ActName[] = [
  'accept',
  'refuse-intake',
  'ask-supplement',
  'return',
  'withdraw',
  'stop',
  'apologise',
]

function toldWords({ t, found }: World): string {
  const { phone, email } = found.applicant
  const where = [phone && formatPhone(phone), email].filter((one) => one !== undefined && one !== '')
  return where.length > 0 ? t.will.told(where.join(', ')) : t.will.toldNobody
}

const who = ({ found }: World) => found.applicant.name

function goes({ t, locale, found }: World): string {
  const next = nextStep(found)
  return next ? t.will.goes(say(next.name, locale), say(next.unit.name, locale)) : ''
}

const write: Partial<Record<ActName, (world: World) => string[]>> = {
  accept: (world) => {
    const { t, locale, procedure } = world
    const limit = procedure?.limit
    return [
      procedure?.immediate ? '' : t.will.receipt(who(world)),
      limit ? t.will.clock(say(limit.text, locale)) : '',
      goes(world),
    ]
  },
  'refuse-intake': (world) => [world.t.will.refusal(who(world))],
  'ask-supplement': (world) => [
    world.t.will.supplement(who(world)),
    world.found.times.acceptedAt ? world.t.will.once : world.t.will.onceBefore,
  ],
  'complete-step': (world) => [goes(world)],
  consult: ({ t, values }) => [t.will.consult(String(values.questions.length))],
  'propose-refusal': ({ t, locale, found, procedure }) => {
    const signing = procedure?.steps.at(-2)
    const step = found.steps.find((one) => one.id === signing?.id) ?? found.steps.at(-2)
    return step ? [t.will.signer(say(step.name, locale), say(step.unit.name, locale))] : []
  },
  approve: (world) => {
    const { t, locale, procedure } = world
    const name = procedure?.result.name ?? procedure?.name
    return [t.will.result(name ? say(name, locale) : t.acts.return.toLowerCase(), who(world)), t.will.resultReady]
  },
  refuse: (world) => [world.t.will.refusal(who(world))],
  return: (world) => [world.t.will.returned(who(world), world.t.words.hows[world.values.how])],
  withdraw: (world) => [world.t.will.withdrawn(who(world))],
  stop: (world) => [world.t.will.stopNotice(who(world))],
  apologise: (world) => [
    world.t.will.apology(
      who(world),
      /^\d{4}-\d\d-\d\d$/.test(world.values.day) ? world.format.date(world.values.day) : '…',
    ),
    world.t.will.apologyOnce,
  ],
  'ask-payment': (world) => [
    world.t.will.payment(who(world), world.values.amount ? world.format.money(world.values.amount) : '…'),
  ],
  pay: ({ t, format, found }) => [t.will.paid(format.money(owed(found)))],
}
