import { z } from 'zod'
import { addDays, startOfDay } from '#core/days'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { conflict, invalid, notFound } from '#core/errors'
import { command, query } from '#core/operation'
import { keepCounter, keepTicket } from '../acting.ts'
import { envOf, lockHall, readHall, type Hall } from '../hall.ts'
import * as policy from '../policy.ts'
import { groupOf, numbersOf, presentCentre, presentLine } from '../present.ts'
import * as queue from '../queue.ts'
import { countComing } from '../store/booking.ts'
import { findCounterOf } from '../store/counter.ts'
import { findTicket, listAbsent } from '../store/ticket.ts'
import { labelOf, type Counter, type Ticket } from '../ticket.ts'
import { DeskView, Letter, LineView } from '../views.ts'

/** What a clerk does at a counter. The hall is held while one of them acts, so that two calls at once give two numbers. */

const AtCounter = z.strictObject({ centre: z.string().max(40), counter: z.int().min(1).max(99) })
type AtCounter = z.output<typeof AtCounter>

const Answer = z.object({ ticket: LineView.optional() })

/** A counter of the hall, and what is served there. */
type Found = { hall: Hall; centre: string; counter: Counter; serving: Ticket | undefined }

async function lockCounter(db: Db, input: AtCounter, ctx: Context): Promise<Found> {
  const hall = await lockHall(db, ctx, input.centre)
  if (!numbersOf(hall.centre).includes(input.counter))
    throw notFound('counter-not-found', { vi: 'Trung tâm không có quầy này.', en: 'The centre has no such counter.' })
  const counter = hall.counters.find(({ no }) => no === input.counter)
  return {
    hall,
    centre: hall.unit.code,
    counter: counter ?? { centre: hall.unit.code, no: input.counter, version: 0 },
    serving: hall.present.find((ticket) => ticket.state === 'serving' && ticket.counter === input.counter),
  }
}

const worksHere = (actor: Parameters<typeof policy.worksAt>[0], { centre }: Found) => policy.worksAt(actor, centre)

const sitsHere = (actor: Parameters<typeof policy.worksAt>[0], { centre, counter }: Found) =>
  policy.worksAt(actor, centre) && counter.clerk === actor.id

export const openCounter = command('appointments.open-counter', {
  summary: 'Sit down at a counter and receive people.',
  input: AtCounter,
  output: Answer,
  subject: lockCounter,
  allow: worksHere,
  async run({ subject: { hall, counter }, actor, db, now }) {
    if (counter.clerk === actor.id) return {}
    if (counter.clerk !== undefined)
      throw conflict('counter-taken', {
        vi: `Quầy ${counter.no} đang có cán bộ khác ngồi.`,
        en: `Somebody else sits at counter ${counter.no}.`,
      })
    await leaveOther(db, hall, actor.id, now)
    await keepCounter(db, queue.openCounter(envOf(hall, now), counter, actor.id))
    return {}
  },
})

/** One clerk, one counter. What was left open on an earlier day is closed by who comes back. */
async function leaveOther(db: Db, hall: Hall, clerk: string, now: Date): Promise<void> {
  const other = await findCounterOf(db, clerk)
  if (!other) return
  const isOpen = hall.counters.some(({ no, clerk: by }) => no === other.no && by === clerk)
  if (isOpen || other.centre !== hall.unit.code)
    throw conflict('counter-elsewhere', {
      vi: `Bạn đang mở quầy ${other.no}. Hãy đóng quầy đó trước.`,
      en: `You have counter ${other.no} open. Close it first.`,
    })
  await keepCounter(db, queue.closeCounter(envOf(hall, now), other))
}

export const closeCounter = command('appointments.close-counter', {
  summary: 'Close my counter.',
  input: AtCounter,
  output: Answer,
  subject: lockCounter,
  allow: sitsHere,
  async run({ subject: { hall, counter, serving }, db, now }) {
    if (serving) throw busy(serving)
    await keepCounter(db, queue.closeCounter(envOf(hall, now), counter))
    return {}
  },
})

export const callNext = command('appointments.call-next', {
  summary: 'Call whoever is first in order of those whom my counter serves; nothing when nobody waits.',
  input: AtCounter,
  output: Answer,
  subject: lockCounter,
  allow: sitsHere,
  async run({ subject: { hall, counter, serving }, actor, db, ctx, now }) {
    if (serving) throw busy(serving)
    const next = queue.nextFor(hall.present, { letters: queue.lettersOf(hall.centre, counter.no), now })
    if (!next) return {}
    const change = queue.call(envOf(hall, now), next, { counter: counter.no, clerk: actor.id })
    await keepTicket(db, change)
    return { ticket: presentLine(ctx, change.ticket, now) }
  },
})

const WithTicket = AtCounter.extend({ ticket: z.string().max(40).describe('the one that the clerk sees') })

/** What the clerk decides is about the number that they see, not about one that came meanwhile. */
function requireSeen({ serving }: Found, id: string): Ticket {
  if (serving?.id !== id)
    throw conflict('number-gone', {
      vi: 'Số này không còn ở quầy của bạn. Xin xem lại.',
      en: 'This number is no longer at your counter. Please look again.',
    })
  return serving
}

export const callAgain = command('appointments.call-again', {
  summary: 'Call the number at my counter once more.',
  input: WithTicket,
  output: Answer,
  subject: lockCounter,
  allow: sitsHere,
  async run({ input, subject, db, ctx, now }) {
    const change = queue.callAgain(envOf(subject.hall, now), requireSeen(subject, input.ticket))
    await keepTicket(db, change)
    return { ticket: presentLine(ctx, change.ticket, now) }
  },
})

/** The number leaves the counter, and nothing is to be said of it. */
const leaving = {
  input: WithTicket,
  output: Answer,
  subject: lockCounter,
  allow: sitsHere,
} as const

type Leaving = { input: z.output<typeof WithTicket>; subject: Found; db: Db; now: Date }

const leave =
  (decide: typeof queue.finish) =>
  async ({ input, subject, db, now }: Leaving) => {
    await keepTicket(db, decide(envOf(subject.hall, now), requireSeen(subject, input.ticket)))
    return {}
  }

export const finish = command('appointments.finish', {
  summary: 'Say that the number at my counter has been served.',
  ...leaving,
  run: leave(queue.finish),
})

export const markAbsent = command('appointments.mark-absent', {
  summary: 'Say that nobody came to the call.',
  ...leaving,
  run: leave(queue.markAbsent),
})

export const handOver = command('appointments.hand-over', {
  summary: 'Send the number at my counter on to another group; it is next there.',
  input: WithTicket.extend({ to: Letter }),
  output: Answer,
  subject: lockCounter,
  allow: sitsHere,
  async run({ input, subject, db, now }) {
    const { hall } = subject
    if (!hall.centre.groups.some(({ id }) => id === input.to))
      throw invalid('no-such-group', { vi: 'Trung tâm không có nhóm việc này.', en: 'The centre has no such group.' })
    await keepTicket(db, queue.handOver(envOf(hall, now), requireSeen(subject, input.ticket), input.to))
    return {}
  },
})

export const takeBack = command('appointments.take-back', {
  summary: 'Let somebody who was not there when called wait again: they are next.',
  input: WithTicket,
  output: Answer,
  subject: lockCounter,
  allow: sitsHere,
  async run({ input, subject: { hall }, db, ctx, now }) {
    const found = await findTicket(db, input.ticket)
    if (found?.centre !== hall.unit.code || found.day !== hall.day)
      throw notFound('ticket-not-found', { vi: 'Không tìm thấy số thứ tự này.', en: 'There is no such number.' })
    const change = queue.takeBack(envOf(hall, now), found)
    await keepTicket(db, change)
    return { ticket: presentLine(ctx, change.ticket, now) }
  },
})

const busy = (serving: Ticket) =>
  conflict('counter-busy', {
    vi: `Quầy đang phục vụ số ${labelOf(serving)}. Hãy ghi kết quả của số này trước.`,
    en: `The counter is serving ${labelOf(serving)}. Say first what became of it.`,
  })

const absentShown = 8

export const desk = query('appointments.desk', {
  summary: 'The hall as those see it who work there: my counter, who waits, who was not there.',
  input: z.strictObject({ centre: z.string().max(40) }),
  output: DeskView,
  subject: (db, input, ctx) => readHall(db, ctx, input.centre),
  allow: (actor, hall) => policy.worksAt(actor, hall.unit.code),
  async run({ subject: hall, actor, db, ctx, now }) {
    const { centre, unit, day, present, counters } = hall
    const order = queue.inOrder(present, now)
    const today = { from: startOfDay(day), until: startOfDay(addDays(day, 1)) }
    const serving = present.filter((ticket) => ticket.state === 'serving')
    const mine = counters.find(({ clerk }) => clerk === actor.id)
    const atMine = mine && serving.find((ticket) => ticket.counter === mine.no)
    const line = (ticket: Ticket) => presentLine(ctx, ticket, now)
    return {
      centre: presentCentre(ctx, unit),
      at: now.toISOString(),
      groups: centre.groups.map(({ id }) => ({
        ...groupOf(centre, id),
        waiting: order.filter(({ queue: letter }) => letter === id).length,
      })),
      counters: numbersOf(centre).map((no) => {
        const at = serving.find((ticket) => ticket.counter === no)
        const sits = counters.find((counter) => counter.no === no)?.clerk
        return {
          no,
          letters: [...queue.lettersOf(centre, no)],
          open: sits !== undefined,
          mine: sits === actor.id,
          serving: at && labelOf(at),
        }
      }),
      serving: atMine && line(atMine),
      waiting: order.map(line),
      absent: (await listAbsent(db, unit.code, day, absentShown)).map(line),
      coming: await countComing(db, unit.code, today),
    }
  },
})

export const atCounter = [desk, openCounter, closeCounter, callNext, callAgain, finish, markAbsent, handOver, takeBack]
