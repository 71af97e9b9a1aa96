import { deskEn } from '../messages/desk-en.ts'
import { deskVi, type DeskMessages } from '../messages/desk-vi.ts'
import { useLocale } from '../messages/use-messages.ts'

/** The texts of the reports' desk; they come with its pages. */
export const useDeskWords = (): DeskMessages => (useLocale() === 'en' ? deskEn : deskVi)
