import { appointmentsEn } from './appointments-en.ts'
import { appointmentsVi, type AppointmentsMessages } from './appointments-vi.ts'
import { useLocale } from './use-messages.ts'

/** The texts of appointments and halls; they come with the pages that show them, in both languages. */
export const useAppointments = (): AppointmentsMessages => (useLocale() === 'en' ? appointmentsEn : appointmentsVi)
