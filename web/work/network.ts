import { useIsMutating } from '@tanstack/react-query'
import { useState } from 'react'
import { useOnline } from '../components/use-online.ts'
import { useLive, type LiveMessage } from '../live.ts'

export type Network = 'online' | 'gone' | 'again' | 'saving'

/** What the person should know of the wire: whether what they do arrives, and whether the screen is live. */
export function useNetwork(topics: readonly string[]): Network {
  const online = useOnline()
  const saving = useIsMutating() > 0
  const [connected, setConnected] = useState(true)
  useLive(topics, [], (message: LiveMessage) => {
    if (message.kind === 'state') setConnected(message.connected)
  })
  if (!online) return 'gone'
  if (saving) return 'saving'
  return connected ? 'online' : 'again'
}
