import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, mayPass, type Output } from '../api.ts'
import { useOnline } from '../components/use-online.ts'
import { useLive } from '../live.ts'

export type Hall = Output<'appointments.hall'>

/** The hall as it stands, followed live; asked anew each minute too, so that a screen on a wall heals by itself. */
export function useHall(centre: string) {
  const [connected, setConnected] = useState(true)
  const online = useOnline()
  const hall = useQuery({
    ...ask('appointments.hall', { centre }),
    staleTime: 0,
    refetchInterval: 60_000,
    retry: (_, error) => mayPass(error),
    retryDelay: 5_000,
  })
  useLive([`hall:${centre}`], ['appointments.hall'], (message) => {
    if (message.kind === 'state') setConnected(message.connected)
  })
  return { hall, connected: connected && online }
}
