import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { OperationName } from './api.ts'
import { connect, type LiveMessage, type Port } from './live-connection.ts'

export type { LiveMessage }

type Listener = { topics: readonly string[]; hear: (message: LiveMessage) => void; reset: () => void }

const listeners = new Set<Listener>()
let port: Port | undefined

/** One connection a browser: a SharedWorker holds it for all tabs; without one each tab holds its own. */
function openPort(): Port {
  if (typeof SharedWorker === 'undefined') return connect(deliver)
  const worker = new SharedWorker(new URL('./live-worker.ts', import.meta.url), { type: 'module', name: 'tinhso-live' })
  worker.port.addEventListener('message', (event: MessageEvent<LiveMessage>) => deliver(event.data))
  worker.port.start()
  addEventListener('pagehide', () => worker.port.postMessage([]))
  return { follow: (topics) => worker.port.postMessage(topics) }
}

function deliver(message: LiveMessage): void {
  for (const listener of listeners) {
    if (message.kind === 'reset') listener.reset()
    else if (message.kind === 'state' || listener.topics.includes(message.topic)) listener.hear(message)
  }
}

function follow(): void {
  port ??= openPort()
  port.follow([...new Set([...listeners].flatMap((listener) => listener.topics))].sort())
}

/**
 * Follows topics of the server. A message says only that something happened: the named queries are asked anew, and `hear` is told.
 * After a gap that the server cannot fill (`reset`) the queries are asked anew once.
 */
export function useLive(
  topics: readonly string[],
  refresh: readonly OperationName[] = [],
  hear?: (message: LiveMessage) => void,
): void {
  const client = useQueryClient()
  const latest = useRef({ refresh, hear })
  useEffect(() => {
    latest.current = { refresh, hear }
  })
  const key = topics.join('\n')
  useEffect(() => {
    if (!key) return
    const askAnew = () => {
      for (const name of latest.current.refresh) void client.invalidateQueries({ queryKey: [name] })
    }
    const listener: Listener = {
      topics: key.split('\n'),
      reset: askAnew,
      hear: (message) => {
        if (message.kind === 'fact') askAnew()
        latest.current.hear?.(message)
      },
    }
    listeners.add(listener)
    follow()
    return () => {
      listeners.delete(listener)
      follow()
    }
  }, [key, client])
}
