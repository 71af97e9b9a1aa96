import { mandatesEn } from './mandates-en.ts'
import { mandatesVi, type MandatesMessages } from './mandates-vi.ts'
import { useLocale } from './use-messages.ts'

/** The texts of acting for another; they come with its pages, in both languages. */
export const useMandates = (): MandatesMessages => (useLocale() === 'en' ? mandatesEn : mandatesVi)
