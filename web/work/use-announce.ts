import { useQuery } from '@tanstack/react-query'
import { ask, type Output } from '../api.ts'
import { announceEn } from '../messages/announce-en.ts'
import { announceVi, type AnnounceMessages } from '../messages/announce-vi.ts'
import { useLocale } from '../messages/use-messages.ts'

/** The texts of the pages about notices; they come with the work face. */
export const useAnnounceWords = (): AnnounceMessages => (useLocale() === 'en' ? announceEn : announceVi)

export type Reach = Output<'notices.my-reach'>

/** To whom I may write; asked once, for the menu and the pages. */
export const useReach = () => useQuery({ ...ask('notices.my-reach', {}), staleTime: 5 * 60_000 })
