import { myDataEn } from './rights-en.ts'
import { myDataVi, type MyDataMessages } from './rights-vi.ts'
import { useLocale } from './use-messages.ts'

export const useMyData = (): MyDataMessages => (useLocale() === 'en' ? myDataEn : myDataVi)
