import { useSyncExternalStore } from 'react'

/** How this device shows the pages: large text, and pictures only when asked for, which saves a slow line. */
export type Display = { largeText: boolean; fewPictures: boolean }

const key = 'tinhso.display'
const usual: Display = { largeText: false, fewPictures: false }
const listeners = new Set<() => void>()
let display = read()

function read(): Display {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    if (typeof kept !== 'object' || kept === null) return usual
    const isOn = (name: keyof Display) => name in kept && Reflect.get(kept, name) === true
    return { largeText: isOn('largeText'), fewPictures: isOn('fewPictures') }
  } catch {
    return usual
  }
}

/** The root's own attribute decides: ui/base.css makes the text larger. */
export function applyDisplay(): void {
  document.documentElement.toggleAttribute('data-large-text', display.largeText)
}

export function setDisplay(change: Partial<Display>): void {
  display = { ...display, ...change }
  try {
    localStorage.setItem(key, JSON.stringify(display))
  } catch {
    // it holds until the page is closed
  }
  applyDisplay()
  for (const listener of listeners) listener()
}

export const useDisplay = (): Display => useSyncExternalStore(subscribe, () => display)

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
