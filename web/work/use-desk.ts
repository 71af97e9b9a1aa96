import { useQuery } from '@tanstack/react-query'
import { ask } from '../api.ts'
import { workDeskEn } from '../messages/work-desk-en.ts'
import { workDeskVi, type WorkDeskMessages } from '../messages/work-desk-vi.ts'
import { useLocale } from '../messages/use-messages.ts'

export const useDeskWords = (): WorkDeskMessages => (useLocale() === 'en' ? workDeskEn : workDeskVi)

export const useDesk = () => useQuery({ ...ask('services.get-desk', {}), staleTime: 60_000 })
