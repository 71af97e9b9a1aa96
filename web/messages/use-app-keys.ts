import { appKeysEn } from './app-keys-en.ts'
import { appKeysVi, type AppKeysMessages } from './app-keys-vi.ts'
import { useLocale } from './use-messages.ts'

/** They come with their pages. */
export const useAppKeys = (): AppKeysMessages => (useLocale() === 'en' ? appKeysEn : appKeysVi)
