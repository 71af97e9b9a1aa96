import { useLayoutEffect } from 'react'

/** On a wall one rem follows the screen, so that a picture made for 1920 × 1080 fills any of its shape. */
export function useWallSize(wall = true): void {
  useLayoutEffect(() => {
    if (!wall) return
    const { style } = document.documentElement
    style.fontSize = 'max(14px, min(1.0417vw, 1.8519vh))'
    return () => {
      style.removeProperty('font-size')
    }
  }, [wall])
}
