import { useEffect, useRef } from 'react'

export type Keys = Record<string, (event: KeyboardEvent) => void>

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/**
 * Single keys (`j`, `/`, `?`, `Enter`) and chords (`ctrl+Enter`) for a page. Keys without ctrl, alt or meta sleep while the person
 * types in a field, and Enter and Space belong to the button or link that has the focus.
 */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const chord = event.ctrlKey || event.metaKey ? 'ctrl+' : event.altKey ? 'alt+' : ''
      if (event.isComposing || (!chord && event.key !== 'Escape' && typing(event.target))) return
      const onControl = event.target instanceof HTMLElement && event.target.closest('a, button, summary') !== null
      if (onControl && (event.key === 'Enter' || event.key === ' ')) return
      latest.current[chord + event.key]?.(event)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}
