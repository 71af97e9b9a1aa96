import { reportsEn } from './reports-en.ts'
import { reportsVi, type ReportsMessages } from './reports-vi.ts'
import { useLocale } from './use-messages.ts'

/** The texts of reports; they come with the pages that show them, in both languages. */
export const useReports = (): ReportsMessages => (useLocale() === 'en' ? reportsEn : reportsVi)
