import { operationsEn } from '../messages/operations-en.ts'
import { operationsVi, type OperationsMessages } from '../messages/operations-vi.ts'
import { useLocale } from '../messages/use-messages.ts'

export type { OperationsMessages }

export const useWords = (): OperationsMessages => (useLocale() === 'en' ? operationsEn : operationsVi)
