import { useEffect, useRef, useState } from 'react'

/** Steps through a list by itself; a person may stop it, or go on at once. `at` is where it stands: each place has its full time. */
export function useTurning(everyMilliseconds: number, at: string, turn: () => void) {
  const [turning, setTurning] = useState(true)
  // The figures on screen change all the time; that must not begin the wait anew.
  const latest = useRef(turn)
  useEffect(() => {
    latest.current = turn
  })
  useEffect(() => {
    if (!turning) return
    const timer = setInterval(() => latest.current(), everyMilliseconds)
    return () => clearInterval(timer)
  }, [turning, at, everyMilliseconds])
  return { turning, toggle: () => setTurning((now) => !now) }
}
