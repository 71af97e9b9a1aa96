import type { Context } from '#core/context'
import type { Db } from '#core/db'
import type { Text } from '#core/i18n'
import { procedureKind } from '#modules/procedures'
import { communeOf, findUnit, type Unit } from '#modules/units'
import type { z } from 'zod'
import type { Booking } from './booking.ts'
import type { Centre } from './definition.ts'
import type { Range } from './estimate.ts'
import { placeOf, readHall, type Hall } from './hall.ts'
import { inOrder, lettersOf } from './queue.ts'
import { missedFrom } from './rules.ts'
import { bookableUntil, isOpenAt } from './slots.ts'
import { labelOf, type Ticket } from './ticket.ts'
import type { BookingView, CentreView, HallView, LineView, TicketView } from './views.ts'
import { newcomerId, waitsIn } from './waits.ts'

const minute = 60_000
const iso = (at: Date): string => at.toISOString()

export function presentCentre(ctx: Context, unit: Unit): z.input<typeof CentreView> {
  const commune = communeOf(ctx, unit.code)
  const position = unit.position ?? commune?.position
  return {
    code: unit.code,
    name: unit.name,
    ...(commune && { commune: { code: commune.code, name: commune.name } }),
    ...(position && { position }),
  }
}

export const groupOf = ({ groups }: Centre, letter: string): { letter: string; name: Text } => ({
  letter,
  name: groups.find(({ id }) => id === letter)?.name ?? { vi: letter },
})

export const nameOfProcedure = (ctx: Context, code: string): Text =>
  ctx.definitions.find(procedureKind, code)?.body.name ?? { vi: code }

export function presentBooking(ctx: Context, found: Booking, ticket?: Ticket): z.input<typeof BookingView> {
  const { unit, centre } = placeOf(ctx, found.centre)
  const { startsAt, procedure } = found
  return {
    code: found.code,
    version: found.version,
    state: found.state,
    centre: presentCentre(ctx, unit),
    group: groupOf(centre, found.letter),
    procedure: procedure === undefined ? undefined : { code: procedure, name: nameOfProcedure(ctx, procedure) },
    caseCode: found.caseCode,
    startsAt: iso(startsAt),
    endsAt: iso(new Date(startsAt.getTime() + found.minutes * minute)),
    checkIn: {
      from: iso(new Date(startsAt.getTime() - centre.checkIn.earlyMinutes * minute)),
      until: iso(missedFrom(centre, found)),
    },
    changeUntil: iso(bookableUntil(centre, startsAt)),
    bookedAt: iso(found.bookedAt),
    ticket: ticket && { id: ticket.id, label: labelOf(ticket), state: ticket.state },
  }
}

/** Numbers are given in office hours and half an hour before, and outside them while a clerk still receives people. */
export const isGiving = (hall: Hall, now: Date): boolean =>
  isOpenAt(hall.calendar, now, 30) || hall.counters.some(({ clerk }) => clerk !== undefined)

const nextShown = 6

export async function presentHall(db: Db, ctx: Context, code: string, now: Date): Promise<z.input<typeof HallView>> {
  const hall = await readHall(db, ctx, code)
  const waits = await waitsIn(db, hall, now)
  const order = inOrder(hall.present, now)
  const isOpen = new Set(hall.counters.flatMap(({ no, clerk }) => (clerk === undefined ? [] : [no])))
  return {
    centre: presentCentre(ctx, hall.unit),
    at: iso(now),
    open: isOpenAt(hall.calendar, now),
    giving: isGiving(hall, now),
    counters: numbersOf(hall.centre).map((no) => {
      const serving = hall.present.find((ticket) => ticket.state === 'serving' && ticket.counter === no)
      return {
        no,
        letters: [...lettersOf(hall.centre, no)],
        open: isOpen.has(no),
        serving: serving?.calledAt && {
          label: labelOf(serving),
          calledAt: iso(serving.calledAt),
          calls: serving.calls,
        },
      }
    }),
    groups: hall.centre.groups.map(({ id, name }) => {
      const mine = order.filter(({ queue }) => queue === id)
      return {
        letter: id,
        name,
        waiting: mine.length,
        next: mine.slice(0, nextShown).map(labelOf),
        estimate: waits.get(newcomerId(id)),
        counters: numbersOf(hall.centre).filter((no) => isOpen.has(no) && lettersOf(hall.centre, no).includes(id)),
      }
    }),
  }
}

export const numbersOf = ({ counters }: Centre): number[] =>
  Object.keys(counters)
    .map(Number)
    .toSorted((a, b) => a - b)

export async function presentTicket(
  { db, ctx, now }: { db: Db; ctx: Context; now: Date },
  ticket: Ticket,
): Promise<z.input<typeof TicketView>> {
  const hall = await readHall(db, ctx, ticket.centre)
  // Whoever has an appointment is told how they stand at its time.
  const asOf = ticket.aheadFrom && ticket.aheadFrom > now ? ticket.aheadFrom : now
  const before = inOrder(hall.present, asOf).filter(({ queue }) => queue === ticket.queue)
  const waits = ticket.state === 'waiting' ? await waitsIn(db, hall, now) : new Map<string, Range>()
  return {
    id: ticket.id,
    label: labelOf(ticket),
    state: ticket.state,
    centre: presentCentre(ctx, hall.unit),
    group: groupOf(hall.centre, ticket.queue),
    takenAt: iso(ticket.takenAt),
    booked: ticket.booking !== undefined,
    turnFrom: asOf > now ? iso(asOf) : undefined,
    ahead: Math.max(
      0,
      before.findIndex(({ id }) => id === ticket.id),
    ),
    estimate: waits.get(ticket.id),
    counter: ticket.counter,
    calledAt: ticket.calledAt && iso(ticket.calledAt),
    calls: ticket.calls,
  }
}

export const presentLine = (ctx: Context, ticket: Ticket, now: Date): z.input<typeof LineView> => ({
  id: ticket.id,
  label: labelOf(ticket),
  letter: ticket.queue,
  booked: ticket.booking !== undefined,
  ahead: ticket.aheadFrom !== undefined && ticket.aheadFrom <= now,
  startsAt: ticket.booking === undefined ? undefined : ticket.aheadFrom && iso(ticket.aheadFrom),
  waitingSince: iso(ticket.waitingSince),
  calledAt: ticket.calledAt && iso(ticket.calledAt),
  calls: ticket.calls,
  procedure: ticket.procedure === undefined ? undefined : nameOfProcedure(ctx, ticket.procedure),
  caseCode: ticket.caseCode,
})

export const nameOfCentre = (ctx: Context, code: string): string => findUnit(ctx, code)?.name.vi ?? code
