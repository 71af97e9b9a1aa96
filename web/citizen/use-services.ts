import { servicesEn } from '../messages/services-en.ts'
import { servicesVi, type ServicesMessages } from '../messages/services-vi.ts'
import { useLocale } from '../messages/use-messages.ts'

/** The texts of the board's pages; they come with their chunk, in both languages. */
export const useServices = (): ServicesMessages => (useLocale() === 'en' ? servicesEn : servicesVi)
