import { useSearch } from '@tanstack/react-router'
import { useWideScreen } from '../ui/wide-screen.ts'

/** Whether the address asks for the wall, on a screen that can hold it: a phone that opens the same link gets the room as it is. */
export function useWall(): boolean {
  const { wall } = useSearch({ strict: false })
  const wide = useWideScreen()
  return wide && wall === '1'
}
