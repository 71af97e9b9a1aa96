import { workEn } from '../messages/work-en.ts'
import { workVi, type WorkMessages } from '../messages/work-vi.ts'
import { useLocale } from '../messages/use-messages.ts'

/** The texts of the work face; they come with its chunk, in both languages. */
export const useWork = (): WorkMessages => (useLocale() === 'en' ? workEn : workVi)
