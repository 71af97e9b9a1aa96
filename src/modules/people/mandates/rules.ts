import { addDays, dayOf, startOfDay } from '#core/days'
import { dayAfter, type Duration } from '#core/duration'
import { invalid } from '#core/errors'
import type { MandateAct, MandateKind } from './definition.ts'

/** Decisions about mandates: pure, `now` is passed in. */

const hour = 3_600_000
/** A proposal that nobody answers is one no longer. */
export const proposalDays = 14

export const standings = ['proposed', 'lapsed', 'coming', 'in-force', 'ended', 'refused', 'revoked'] as const
export type Standing = (typeof standings)[number]

/** Until when a proposal may be answered. */
export const lapsesAt = (proposal: { proposed_at: Date; ends_at: Date }): Date =>
  new Date(Math.min(proposal.proposed_at.getTime() + proposalDays * 24 * hour, proposal.ends_at.getTime()))

type Dated = { state: string; proposed_at: Date; begins_at: Date; ends_at: Date }

/** Where a mandate stands at a moment: time ends it by itself, no job does. */
export function standingOf(mandate: Dated, now: Date): Standing {
  if (mandate.state === 'refused' || mandate.state === 'revoked') return mandate.state
  if (mandate.state === 'proposed') return now < lapsesAt(mandate) ? 'proposed' : 'lapsed'
  if (now < mandate.begins_at) return 'coming'
  return now < mandate.ends_at ? 'in-force' : 'ended'
}

export type Term = { beginsAt: Date; endsAt: Date }
type Wanted = { from?: string | undefined; until?: string | undefined; birthOn?: string | undefined }

/**
 * From when until when: from the day named, or now, to the end of the day named, and never longer than the kind allows.
 * @throws invalid
 */
export function termOf(kind: Pick<MandateKind, 'longest' | 'untilAge'>, wanted: Wanted, now: Date): Term {
  const today = dayOf(now)
  const from = wanted.from ?? today
  const latest = longestFrom(kind.longest, from, from === today ? now : startOfDay(from))
  const endsAt = wanted.until === undefined ? latest : startOfDay(addDays(wanted.until, 1))
  const beginsAt = from === today ? now : startOfDay(from)
  if (from < today || endsAt <= beginsAt) throw wrongTerm()
  if (endsAt > latest) throw tooLong()
  const grownAt = kind.untilAge === undefined ? undefined : ofAgeAt(kind.untilAge, wanted.birthOn)
  if (grownAt !== undefined && grownAt <= beginsAt) throw ofAge()
  return { beginsAt, endsAt: grownAt !== undefined && grownAt < endsAt ? grownAt : endsAt }
}

function longestFrom({ amount, unit }: Duration, from: string, begin: Date): Date {
  if (unit === 'hours' || unit === 'working hours') return new Date(begin.getTime() + amount * hour)
  const day = dayAfter(from, { amount, unit: unit === 'working days' ? 'days' : unit }) ?? from
  return startOfDay(addDays(day, 1))
}

/** The day on which a person reaches an age (BLDS 2015 Đ20, Đ148). @throws invalid where the day of birth is not known */
function ofAgeAt(age: number, birthOn: string | undefined): Date {
  const day = birthOn === undefined ? undefined : dayAfter(birthOn, { amount: age, unit: 'years' })
  if (day === undefined) throw noBirthday()
  return startOfDay(day)
}

type Scoped = { kind: string; acts: readonly string[]; procedures: readonly string[]; fields: readonly string[] }
type Asked = { id: string; field: string }

const holdsIn = (scope: Pick<Scoped, 'procedures' | 'fields'>, { id, field }: Asked): boolean =>
  scope.procedures.length + scope.fields.length === 0 || scope.procedures.includes(id) || scope.fields.includes(field)

/** Whether a mandate allows an act in a procedure: what it says itself, within what the pack still lets its kind allow. */
export const covers = (kind: MandateKind | undefined, mandate: Scoped, act: MandateAct, procedure: Asked): boolean =>
  kind !== undefined &&
  kind.acts.includes(act) &&
  mandate.acts.includes(act) &&
  holdsIn(kind, procedure) &&
  holdsIn(mandate, procedure)

const wrongTerm = () =>
  invalid('mandate-wrong-days', {
    vi: 'Khoảng ngày không hợp lệ: ngày đầu từ hôm nay trở đi, và không sau ngày cuối.',
    en: 'These days make no sense: the first must not lie in the past, nor after the last.',
  })

const tooLong = () =>
  invalid('mandate-too-long', {
    vi: 'Thời hạn dài hơn mức cho phép của loại này. Hãy chọn ngày kết thúc sớm hơn.',
    en: 'This lasts longer than its kind allows. Choose an earlier last day.',
  })

const ofAge = () =>
  invalid('mandate-of-age', {
    vi: 'Người được đại diện đã đủ tuổi để tự mình làm; việc đại diện theo pháp luật không còn.',
    en: 'The represented person is of age and acts for themselves.',
  })

const noBirthday = () =>
  invalid('mandate-birthday-needed', {
    vi: 'Cần ngày sinh của người được đại diện: việc đại diện kết thúc khi người ấy đủ tuổi.',
    en: 'The day of birth is needed: the mandate ends when the person is of age.',
  })
