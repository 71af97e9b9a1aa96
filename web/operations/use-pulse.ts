import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { OperationName } from '../api.ts'
import { useLive, type LiveMessage } from '../live.ts'

/** A busy hour brings a hundred facts a second; the map asks anew at most this often, the rest of the screen in its own time. */
const beatMilliseconds = 600
const breathMilliseconds = 5_000
/** As long as the glow of ops.css lasts. */
const glowMilliseconds = 2_400

export type Pulse = {
  /** units in which something has just happened: they glow once */
  fresh: ReadonlySet<string>
  /** undefined while connected */
  lostAt: Date | undefined
}

const nobody: ReadonlySet<string> = new Set()

/** Keeps the named questions current while facts come in: `quick` ones at each beat, `slow` ones with each breath. */
export function usePulse(quick: readonly OperationName[], slow: readonly OperationName[]): Pulse {
  const client = useQueryClient()
  const [fresh, setFresh] = useState(nobody)
  const [lostAt, setLostAt] = useState<Date>()
  const waiting = useRef(new Set<string>())
  const beat = useRef<ReturnType<typeof setTimeout>>(undefined)
  const breath = useRef<ReturnType<typeof setTimeout>>(undefined)
  const latest = useRef({ quick, slow })
  useEffect(() => {
    latest.current = { quick, slow }
  })
  const askAnew = useCallback(() => {
    beat.current = undefined
    if (waiting.current.size > 0) setFresh(new Set(waiting.current))
    waiting.current.clear()
    const renew = (names: readonly OperationName[]) => {
      for (const name of names) void client.invalidateQueries({ queryKey: [name] }, { cancelRefetch: false })
    }
    renew(latest.current.quick)
    breath.current ??= setTimeout(() => {
      breath.current = undefined
      renew(latest.current.slow)
    }, breathMilliseconds)
  }, [client])
  const hear = (message: LiveMessage) => {
    if (message.kind === 'state') setLostAt((known) => (message.connected ? undefined : (known ?? new Date())))
    // After a gap that the server could not fill, the new connection is the sign to ask anew.
    if (message.kind === 'fact') waiting.current.add(message.id)
    if (message.kind === 'fact' || (message.kind === 'state' && message.connected))
      beat.current ??= setTimeout(askAnew, beatMilliseconds)
  }
  useLive(['map'], [], hear)
  useEffect(() => {
    if (fresh.size === 0) return
    const settle = setTimeout(() => setFresh(nobody), glowMilliseconds)
    return () => clearTimeout(settle)
  }, [fresh])
  useEffect(
    () => () => {
      clearTimeout(beat.current)
      clearTimeout(breath.current)
      beat.current = breath.current = undefined
    },
    [],
  )
  return { fresh, lostAt }
}
