import { useEffect, useRef, useState } from 'react'

type Options = { firstAtOnce?: boolean }

/**
 * The value once it has stayed the same for a while: what a person types, before the server is asked. With `firstAtOnce` a change after
 * a rest as long is not waited for: a pasted word, a letter typed slowly.
 */
export function useSettled<Value>(value: Value, milliseconds: number, { firstAtOnce = false }: Options = {}): Value {
  const [settled, setSettled] = useState(value)
  const changedAt = useRef(0)
  useEffect(() => {
    const now = performance.now()
    const rested = firstAtOnce && now - changedAt.current >= milliseconds
    changedAt.current = now
    const timer = setTimeout(() => setSettled(value), rested ? 0 : milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds, firstAtOnce])
  return settled
}
