import { accountEn } from './account-en.ts'
import { accountVi, type AccountMessages } from './account-vi.ts'
import { useLocale } from './use-messages.ts'

/** The texts of the account's pages; they come with those pages, in both languages. */
export const useAccount = (): AccountMessages => (useLocale() === 'en' ? accountEn : accountVi)
