import { useSyncExternalStore } from 'react'

/** Reports sent from this device without a name: the codes and secrets that nobody else has. */
export type SentReport = { code: string; secret: string; title: string }

const key = 'tinhso-reports'
const listeners = new Set<() => void>()
let known: readonly SentReport[] | undefined

function isSent(value: unknown): value is SentReport {
  return typeof value === 'object' && value !== null && 'code' in value && 'secret' in value && 'title' in value
}

function read(): readonly SentReport[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(stored) ? stored.filter(isSent) : []
  } catch {
    return []
  }
}

const current = (): readonly SentReport[] => (known ??= read())

function write(next: readonly SentReport[]): void {
  known = next
  try {
    localStorage.setItem(key, JSON.stringify(next))
  } catch {
    // A browser that keeps nothing: the person has the codes on the page.
  }
  for (const listener of listeners) listener()
}

const most = 50

export const keepSent = (sent: SentReport): void =>
  write([sent, ...current().filter(({ code }) => code !== sent.code)].slice(0, most))

export const forgetSent = (code: string): void => write(current().filter((one) => one.code !== code))

export function useSentReports(): readonly SentReport[] {
  return useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, current)
}
