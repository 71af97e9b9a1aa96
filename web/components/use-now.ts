import { useEffect, useState } from 'react'

/** The time of this device, renewed at each full stretch. */
export function useNow(everyMilliseconds: number): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const wait = () => {
      timer = setTimeout(
        () => {
          setNow(new Date())
          wait()
        },
        everyMilliseconds - (Date.now() % everyMilliseconds),
      )
    }
    wait()
    return () => clearTimeout(timer)
  }, [everyMilliseconds])
  return now
}
