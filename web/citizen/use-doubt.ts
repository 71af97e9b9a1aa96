import { doubtEn } from '../messages/doubt-en.ts'
import { doubtVi, type DoubtMessages } from '../messages/doubt-vi.ts'
import { useLocale } from '../messages/use-messages.ts'

/** The words of contesting a value; they come with the forms that show one. */
export const useDoubtWords = (): DoubtMessages => (useLocale() === 'en' ? doubtEn : doubtVi)
