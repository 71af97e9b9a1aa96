import { useLocale } from './use-messages.ts'
import { voicesEn } from './voices-en.ts'
import { voicesVi, type VoicesMessages } from './voices-vi.ts'

/** The texts of ideas and surveys; they come with their pages. */
export const useVoices = (): VoicesMessages => (useLocale() === 'en' ? voicesEn : voicesVi)
