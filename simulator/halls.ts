import { system, type Actor } from '#core/actor'
import { call, transact } from '#core/call'
import type { Context } from '#core/context'
import { addDays, dayOf, startOfDay } from '#core/days'
import { emitHistory } from '#core/events'
import { hallHistory as hall } from '#modules/appointments'
import { communeOf, type Unit } from '#modules/units'
import { playDay, type Day, type Played } from './hall-day.ts'
import type { OwnPerson } from './own-cases.ts'
import { citizenOf } from './live-birth.ts'
import { randomOf, type Random } from './random.ts'

/** The halls of the demo: some working days behind, today under way in a few of them, and appointments of its own people. */

const workingDays = 8
const todayMinutes = 150
/** Halls that are open in the demo, at every hour; `simulator/live-halls.ts` plays them on. The first receptionist's counter is left to visitors. */
export const playedHalls = ['H50.142.01', 'H50.001.01', 'H50.103.01']

export async function makeHalls(ctx: Context, options: { seed: number; own: readonly OwnPerson[] }): Promise<void> {
  const random = randomOf(options.seed)
  const now = ctx.clock()
  const today = dayOf(now)
  const days: Played[] = []
  for (const unit of hall.listCentres(ctx)) {
    for (const on of pastDays(ctx, unit, today)) days.push(playPast(ctx, random, unit, on))
    if (playedHalls.includes(unit.code)) days.push(playToday(ctx, random, unit, now))
  }
  await transact(ctx, system, { origin: 'demo' }, async (db) => {
    await hall.saveBookings(
      db,
      days.flatMap(({ bookings }) => bookings),
    )
    await hall.saveTickets(
      db,
      days.flatMap(({ tickets }) => tickets),
    )
    await hall.addServices(
      db,
      days.flatMap(({ services }) => services),
    )
    const facts = days.flatMap((day) => day.facts)
    await emitHistory(
      db,
      facts.toSorted((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime()),
    )
    await hall.saveCounters(
      db,
      days.flatMap(({ counters }) => counters),
    )
  })
  await bookOwn(ctx, options.own, today)
}

/** The last working days before today. */
function pastDays(ctx: Context, unit: Unit, today: string): string[] {
  const { calendar, centre } = hall.placeOf(ctx, unit.code)
  return Array.from({ length: 3 * workingDays }, (_, ago) => addDays(today, -1 - ago))
    .filter((on) => hall.slotsOf(calendar, on, centre.slotMinutes).length > 0)
    .slice(0, workingDays)
}

const isBusy = (ctx: Context, unit: Unit): boolean => communeOf(ctx, unit.code)?.type !== 'commune'

/** Who sits at the counters: the second receptionist first, so that the first one's counter is free for who tries the demo. */
function clerksAt(ctx: Context, unit: Unit, count: number): Day['clerks'] {
  const { centre } = hall.placeOf(ctx, unit.code)
  const large = communeOf(ctx, unit.code) === undefined
  const names = large
    ? Array.from({ length: 12 }, (_, no) => `receptionist-${no + 1}`)
    : ['receptionist-1', 'cashier-0', 'head-0']
  return hall
    .numbersOf(centre)
    .slice(large ? 0 : 1)
    .slice(0, Math.min(count, names.length))
    .map((no, at) => ({ no, account: `demo-${unit.code}-${names[at] ?? ''}` }))
}

/** More come for civil status and certified copies than for anything else. */
const often: Readonly<Record<string, number>> = { A: 2.6, K: 2, D: 1.6 }
const letterOf =
  (letters: readonly string[]) =>
  (random: Random): string =>
    random.weighted(letters, (letter) => often[letter] ?? 1)

const lettersServed = (ctx: Context, unit: Unit, clerks: Day['clerks']): string[] => {
  const { centre } = hall.placeOf(ctx, unit.code)
  return [...new Set(clerks.flatMap(({ no }) => hall.lettersOf(centre, no)))]
}

function playPast(ctx: Context, random: Random, unit: Unit, on: string): Played {
  const place = hall.placeOf(ctx, unit.code)
  const slots = hall.slotsOf(place.calendar, on, place.centre.slotMinutes)
  const [from = startOfDay(on)] = slots
  const comeUntil = slots.at(-1) ?? from
  const busy = isBusy(ctx, unit)
  // A handful of a day's people: what the indicators need, not a crowd.
  const clerks = clerksAt(ctx, unit, 3)
  return playDay({
    place,
    random,
    on,
    from,
    comeUntil,
    // Whoever has come is served, also after hours.
    until: new Date(comeUntil.getTime() + 6 * 3_600_000),
    arrivals: random.poisson(busy ? 4 : 2),
    clerks,
    open: false,
    bookers: busy && random.chance(0.7) ? [`demo-citizen-${random.int(6, 39)}`] : [],
    letter: letterOf(lettersServed(ctx, unit, clerks)),
  })
}

function playToday(ctx: Context, random: Random, unit: Unit, now: Date): Played {
  const on = dayOf(now)
  const place = hall.placeOf(ctx, unit.code)
  const clerks = clerksAt(ctx, unit, communeOf(ctx, unit.code) ? 3 : 8)
  const from = new Date(Math.max(startOfDay(on).getTime(), now.getTime() - todayMinutes * 60_000))
  const minutes = (now.getTime() - from.getTime()) / 60_000
  return playDay({
    place,
    random,
    on,
    from,
    comeUntil: now,
    until: now,
    // A few more than the counters can serve: somebody waits.
    arrivals: Math.round((clerks.length * minutes) / 6.9),
    clerks,
    open: true,
    bookers: [],
    letter: letterOf(lettersServed(ctx, unit, clerks)),
  })
}

/** What the demo's own people have before them, booked by the same operation as in earnest. */
async function bookOwn(ctx: Context, own: readonly OwnPerson[], today: string): Promise<void> {
  const [code = ''] = playedHalls
  const { calendar, centre } = hall.placeOf(ctx, code)
  const open = Array.from({ length: 14 }, (_, ahead) => addDays(today, 1 + ahead)).filter(
    (on) => hall.slotsOf(calendar, on, centre.slotMinutes).length > 0,
  )
  for (const [at, procedure] of ['certified-copies', 'marital-status-confirmation'].entries()) {
    const person = own[at]
    const startsAt = hall.slotsOf(calendar, open[at] ?? today, centre.slotMinutes)[3 + at]
    if (!person || !startsAt) continue
    const actor: Actor = citizenOf(person.account, person.person.name)
    const input = { centre: code, about: { procedure }, startsAt: startsAt.toISOString() }
    await call(ctx, hall.book, input, actor, { origin: 'demo' })
  }
}
