import { useQuery } from '@tanstack/react-query'
import { ask } from '../api.ts'

/** Who is at the screen; `signedIn` is false for nobody known. */
export function useMe() {
  return useQuery({ ...ask('people.me', {}), staleTime: 5 * 60_000, retry: false })
}
