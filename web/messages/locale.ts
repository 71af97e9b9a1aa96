import type { Locale } from '../ui/format.ts'

export type { Locale }

const key = 'tinhso.locale'
const listeners = new Set<() => void>()
let locale: Locale = remembered()

function remembered(): Locale {
  try {
    return localStorage.getItem(key) === 'en' ? 'en' : 'vi'
  } catch {
    return 'vi' // storage is closed to us: a private window, or a browser's setting
  }
}

export const currentLocale = (): Locale => locale

export function subscribeLocale(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function setLocale(next: Locale): void {
  locale = next
  document.documentElement.lang = next
  try {
    localStorage.setItem(key, next)
  } catch {
    // the choice then holds until the page is closed
  }
  for (const listener of listeners) listener()
}
