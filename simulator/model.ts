import type { Context } from '#core/context'
import type { Definition } from '#core/definitions'
import { addDays, dayOf, startOfDay } from '#core/days'
import { calendarsOf, workingTime } from '#modules/calendar'
import { procedureKind, type Procedure } from '#modules/procedures'
import { competentUnit, listUnits, serviceCentreOf, type Unit } from '#modules/units'
import type { Temper } from './history.ts'
import { popularity } from './popularity.ts'
import { lottery, randomOf, type Random } from './random.ts'

export type Demand = { procedure: Definition<Procedure>; weight: number }
export type Place = { unit: Unit; weight: number; temper: Temper; onlineShare: number }

/** Communes with their weight, temper and share of online filing; all drawn from the seed, the same each time. */
export type Model = {
  places: readonly Place[]
  demands: readonly Demand[]
  temperOf: (unit: string) => Temper
  drawPlace: (random: Random) => Place
  drawDemand: (random: Random) => Demand
}

/** Communes and demands, ready to be drawn from. */
export const withDraws = (model: Pick<Model, 'places' | 'demands' | 'temperOf'>): Model => ({
  ...model,
  drawPlace: lottery(model.places, ({ weight }) => weight),
  drawDemand: lottery(model.demands, ({ weight }) => weight),
})

/** @param procedures so many in all: imported ones, each as rare as the next, beside the pack's own */
export function modelOf(ctx: Context, seed: number, procedures = 0): Model {
  const communes = listUnits(ctx).filter((unit) => unit.kind === 'commune')
  const places = communes.map((unit): Place => {
    const random = randomOf(seed ^ hash(unit.code))
    const urban = unit.type === 'ward' ? 2.2 : unit.type === 'special-zone' ? 0.08 : 1
    return {
      unit,
      weight: urban * random.around(1, 0.45),
      temper: temperFrom(random),
      onlineShare: Math.min(0.97, Math.max(0.2, 0.68 + 0.2 * random.normal() + (urban > 1 ? 0.1 : 0))),
    }
  })
  const tempers = new Map(places.map((place) => [place.unit.code, place.temper]))
  const handled = ctx.definitions.list(procedureKind).filter(({ body }) => body.steps.length > 1)
  const own = handled.filter(({ source }) => source === 'pack')
  const others = handled.filter(({ source }) => source === 'import')
  const wanted = Math.max(0, procedures - own.length)
  const rare = others.filter(
    (_, at) => Math.floor((at * wanted) / others.length) < Math.floor(((at + 1) * wanted) / others.length),
  )
  const demands = [...own, ...rare].map((procedure) => ({
    procedure,
    weight: popularity[procedure.id] ?? (procedure.source === 'pack' ? 0.5 : 0.05),
  }))
  const temperOf = (unit: string) => tempers.get(unit) ?? temperFrom(randomOf(seed ^ hash(unit)))
  return withDraws({ places, demands, temperOf })
}

/** Most agencies are usual, some quick, a few slow: those are the red cells of the map. */
function temperFrom(random: Random): Temper {
  const kind = random.next()
  const slowness =
    kind < 0.12 ? 1.6 + random.next() * 0.7 : kind < 0.3 ? 1.15 + random.next() * 0.3 : 0.55 + random.next() * 0.45
  return { slowness, care: random.around(1, 0.3), electronic: Math.min(0.995, 0.78 + random.next() * 0.25) }
}

function hash(text: string): number {
  let value = 2166136261
  for (const char of text) value = Math.imul(value ^ (char.codePointAt(0) ?? 0), 16777619)
  return value >>> 0
}

export type Filing = {
  procedure: Definition<Procedure>
  place: Place
  competent: Unit
  reception: Unit
  channel: 'online' | 'counter' | 'post'
  at: Date
}

/** Draws who files what, where and how. The month's growth of online filing is in the channel. */
export function drawFiling(ctx: Context, model: Model, random: Random, at: Date, progress: number): Filing {
  const place = model.drawPlace(random)
  const { procedure } = model.drawDemand(random)
  const competent = competentUnit(ctx, procedure.body.competent, place.unit.code)
  // Any counter of the province takes any case (NĐ 118/2025/NĐ-CP); most people go to their own.
  const elsewhere = random.chance(0.04) ? random.pick(model.places).unit : place.unit
  const reception = serviceCentreOf(ctx, random.chance(0.3) ? competent.code : elsewhere.code)
  const calendar = calendarsOf(ctx).of()
  const open = workingTime.workedMinutes(calendar, at, new Date(at.getTime() + 60_000)) > 0
  const offered = procedure.body.channels.includes('online')
  const online = offered && (!open || random.chance(place.onlineShare * (0.8 + 0.2 * progress)))
  const post = !online && procedure.body.channels.includes('post') && random.chance(0.03)
  const channel = online ? 'online' : post ? 'post' : 'counter'
  const received = online || open ? at : workingTime.normaliseStart(calendar, at)
  return { procedure, place, competent, reception, channel, at: received }
}

/** Moments of filing: office minutes for counters, also evenings and weekends online; more on Mondays and before holidays. */
export function drawMoments(ctx: Context, random: Random, span: { days: number; until: Date; count: number }): Date[] {
  const calendar = calendarsOf(ctx).of()
  const last = dayOf(span.until)
  const days: { day: string; weight: number }[] = []
  for (let day = addDays(last, -span.days); day <= last; day = addDays(day, 1)) {
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
    const open = calendar.time.isWorkingDay(Date.parse(`${day}T00:00:00Z`) / 86_400_000)
    days.push({ day, weight: open ? (weekday === 1 ? 1.3 : 1) * (0.85 + 0.3 * (days.length / 365)) : 0.09 })
  }
  const moments: Date[] = []
  const total = days.reduce((sum, { weight }) => sum + weight, 0)
  for (const { day, weight } of days) {
    const count = random.poisson((span.count * weight) / total)
    for (let i = 0; i < count; i += 1) {
      const hour = random.chance(0.88)
        ? random.pick([7.6, 8, 8.5, 9, 9.5, 10, 10.5, 13.6, 14, 14.5, 15, 15.5, 16])
        : 17 + random.next() * 5
      const at = new Date(startOfDay(day).getTime() + (hour + random.next() * 0.5) * 3_600_000)
      if (at < span.until) moments.push(at)
    }
  }
  return moments.sort((a, b) => a.getTime() - b.getTime())
}
