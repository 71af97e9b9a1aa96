import type { Output } from '../api.ts'
import { useAppointments } from '../messages/use-appointments.ts'
import { say, useFormat, useLocale } from '../messages/use-messages.ts'
import type { Status } from '../ui/status-mark.tsx'

export type Booking = Output<'appointments.get'>

export const statusOfBooking: Record<Booking['state'], Status> = {
  booked: 'active',
  'checked-in': 'good',
  missed: 'bad',
  cancelled: 'unknown',
}

/** How an appointment is told: when it is, and what for. */
export function useBookingWords() {
  const t = useAppointments()
  const locale = useLocale()
  const format = useFormat()
  return {
    when: (startsAt: string) => t.at(format.time(startsAt), format.weekday(startsAt), format.date(startsAt)),
    about: ({ procedure, caseCode }: Pick<Booking, 'procedure' | 'caseCode'>) => {
      if (caseCode !== undefined) return t.forResult(caseCode)
      return procedure ? say(procedure.name, locale) : t.forOther
    },
  }
}
