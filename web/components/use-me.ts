import { useQuery } from '@tanstack/react-query'
import { ask } from '../api.ts'

/** The person who is signed in; null for nobody. */
export function useMe() {
  return useQuery({ ...ask('people.me', {}), staleTime: 5 * 60_000, retry: false })
}
