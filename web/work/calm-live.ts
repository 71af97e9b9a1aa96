import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { OperationName } from '../api.ts'
import { useLive } from '../live.ts'

const pause = 2_000

/**
 * Follows topics of the whole province, on which a hundred facts a second may come: the queries are asked anew at once, then at
 * most every two seconds, and after each reconnection, which covers what a gap has hidden.
 */
export function useCalmLive(topics: readonly string[], refresh: readonly OperationName[]): void {
  const client = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const again = useRef(false)
  useEffect(() => () => clearTimeout(timer.current), [])
  const askAnew = () => {
    if (timer.current !== undefined) {
      again.current = true
      return
    }
    for (const name of refresh) void client.invalidateQueries({ queryKey: [name] })
    timer.current = setTimeout(() => {
      timer.current = undefined
      if (!again.current) return
      again.current = false
      askAnew()
    }, pause)
  }
  useLive(topics, [], (message) => {
    if (message.kind === 'fact' || (message.kind === 'state' && message.connected)) askAnew()
  })
}
