import { useEffect, useState } from 'react'

/** Steps through a list by itself; a person may stop it, or go on at once. */
export function useTurning(everyMilliseconds: number, turn: () => void) {
  const [turning, setTurning] = useState(true)
  useEffect(() => {
    if (!turning) return
    const timer = setTimeout(turn, everyMilliseconds)
    return () => clearTimeout(timer)
  }, [turning, turn, everyMilliseconds])
  return { turning, toggle: () => setTurning((now) => !now) }
}
