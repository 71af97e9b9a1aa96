import { workingTime, type Calendar } from '#modules/calendar'
import { openConsultations, type Case } from './case.ts'
import * as deadline from './deadline.ts'
import { isOwed } from './lifecycle.ts'

/** A letter of apology (form 04) as it lies ready: whoever sends it changes the reason and the day first. */
export type ApologyDraft = {
  /** the last moment at which it still moves the appointment (NĐ 61/2018 Đ19.9) */
  by: Date
  inTime: boolean
  newDueAt: Date
  reason: string
}

/** How those units and that step are called, which the reason names. */
export type ApologyNames = { step: string | undefined; unit: (code: string) => string }

/** Lies ready from the working day before the last on which it may be sent, until it is sent or the case is resolved. */
export function draftApology(
  calendar: Calendar,
  found: Case,
  names: ApologyNames,
  now: Date,
): ApologyDraft | undefined {
  const { dueAt } = found
  const by = deadline.apologyBy(calendar, found)
  if (!dueAt || !by || !isOwed(found.state) || found.apologisedAt) return undefined
  if (dueAt > workingTime.endOfWorkingDay(calendar, now, 2)) return undefined
  return {
    by,
    inTime: now <= by,
    newDueAt: workingTime.endOfWorkingDay(calendar, dueAt > now ? dueAt : now, 2),
    reason: reasonOf(found, names),
  }
}

/** What the case itself shows of the delay; the rest is for a person to say. */
function reasonOf(found: Case, { step, unit }: ApologyNames): string {
  const asked = openConsultations(found).map((consultation) => unit(consultation.unit))
  if (asked.length > 0) return `Cơ quan giải quyết đang chờ ý kiến của ${[...new Set(asked)].join(', ')}.`
  return step ? `Hồ sơ đang ở bước “${step}”, cần thêm thời gian để giải quyết.` : ''
}
