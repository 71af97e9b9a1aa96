import type { OperationName } from '../api.ts'
import { useLive } from '../live.ts'
import { useMe } from './use-me.ts'

/** The named queries are asked anew when anything that belongs to the person at the screen has changed. */
export function useMine(refresh: readonly OperationName[]): void {
  const me = useMe()
  useLive(me.data?.signedIn ? [`account:${me.data.id}`] : [], refresh)
}
