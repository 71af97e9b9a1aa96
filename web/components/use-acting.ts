import { useMe } from './use-me.ts'

/** For whom this device files and follows now; undefined: for the person who is signed in. */
export const useActing = () => useMe().data?.acting

/** What goes with each act of theirs: the mandate is named, so that what was begun for one is never filed for another. */
export function useMandate(): { mandate?: string } {
  const acting = useActing()
  return acting ? { mandate: acting.mandate } : {}
}
