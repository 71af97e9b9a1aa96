import { timingSafeEqual } from 'node:crypto'
import type { Context } from '#core/context'
import { dayOf } from '#core/days'
import type { Db } from '#core/db'
import { notFound } from '#core/errors'
import { calendarsOf, type Calendar } from '#modules/calendar'
import { communeOf, findUnit, listUnits, type Unit } from '#modules/units'
import { centreKind, usual, type Centre } from './definition.ts'
import type { Env } from './stating.ts'
import { listCounters } from './store/counter.ts'
import { centreKey, hold } from './store/lock.ts'
import { listPresent } from './store/ticket.ts'
import type { Counter, Ticket } from './ticket.ts'

/** A service centre with what its definition and the calendar say. */
export type Place = {
  unit: Unit
  centre: Centre
  calendar: Calendar
  /** the unit that answers for it: the commune, or the agency that keeps the provincial centre */
  answerable: string
}

export const listCentres = (ctx: Context): Unit[] => listUnits(ctx).filter(({ kind }) => kind === 'centre')

/** @throws notFound when the unit is no service centre */
export function placeOf(ctx: Context, code: string): Place {
  const unit = findUnit(ctx, code)
  if (unit?.kind !== 'centre')
    throw notFound('centre-not-found', {
      vi: 'Không có Trung tâm Phục vụ hành chính công này.',
      en: 'There is no such service centre.',
    })
  return {
    unit,
    centre: definitionOf(ctx, code),
    calendar: calendarsOf(ctx).of(code),
    answerable: communeOf(ctx, code)?.code ?? unit.parent ?? code,
  }
}

function definitionOf(ctx: Context, code: string): Centre {
  const own = ctx.definitions.list(centreKind).find(({ body }) => body.units?.includes(code))
  return (own ?? ctx.definitions.get(centreKind, usual)).body
}

export const envOf = ({ answerable }: Place, now: Date): Env => ({ now, answerable })

/** A hall as it stands: who waits and is served today, and who sits where. */
export type Hall = Place & { present: readonly Ticket[]; counters: readonly Counter[]; day: string }

export async function readHall(db: Db, ctx: Context, code: string): Promise<Hall> {
  const place = placeOf(ctx, code)
  const day = dayOf(ctx.clock())
  const present = await listPresent(db, code, day)
  return { ...place, present, counters: openToday(await listCounters(db, code), day), day }
}

/** The same, for whoever changes it: one after the other. */
export async function lockHall(db: Db, ctx: Context, code: string): Promise<Hall> {
  placeOf(ctx, code)
  await hold(db, [centreKey(code)])
  return readHall(db, ctx, code)
}

/** A counter that was left open on an earlier day is closed, also before anybody has said so. */
const openToday = (counters: readonly Counter[], day: string): Counter[] =>
  counters.map((one) =>
    one.openedAt && dayOf(one.openedAt) < day ? { ...one, clerk: undefined, openedAt: undefined } : one,
  )

/** What a kiosk holds to show that it stands in the hall; given to those who work there. */
export const kioskKeyOf = (ctx: Context, code: string): string => ctx.vault.code('hall-kiosk', code)

export function isKioskKey(ctx: Context, code: string, key: string | undefined): boolean {
  const right = Buffer.from(kioskKeyOf(ctx, code))
  const given = Buffer.from(key ?? '')
  return given.length === right.length && timingSafeEqual(given, right)
}
