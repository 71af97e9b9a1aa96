import { accountsEn } from './accounts-en.ts'
import { accountsVi, type AccountsMessages } from './accounts-vi.ts'
import { useLocale } from './use-messages.ts'

/** They come with their page. */
export const useAccounts = (): AccountsMessages => (useLocale() === 'en' ? accountsEn : accountsVi)
