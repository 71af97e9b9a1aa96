import type { Output } from '../api.ts'
import { looksEn } from '../messages/looks-en.ts'
import { looksVi, type LooksMessages } from '../messages/looks-vi.ts'
import { useLocale } from '../messages/use-messages.ts'

export type Look = Output<'profiles.list-looks'>['items'][number]

export const useLooks = (): LooksMessages => (useLocale() === 'en' ? looksEn : looksVi)
