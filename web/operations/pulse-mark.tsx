import { createContext, useContext, useMemo, type ReactNode } from 'react'
import { useFormat } from '../messages/use-messages.ts'
import { usePulse, type Pulse } from './use-pulse.ts'
import { useWords } from './words.ts'
import styles from './face.module.css'

const quick = ['indicators.map', 'indicators.stream'] as const
const slow = ['indicators.unit', 'indicators.trend', 'indicators.breakdown', 'indicators.cases'] as const
const quiet: Pulse = { fresh: new Set(), lostAt: undefined }
const PulseContext = createContext(quiet)

/** One pulse for the whole face: what is on screen is asked anew when the province's figures have moved. */
export function PulseProvider({ children }: { children: ReactNode }) {
  const { fresh, lostAt } = usePulse(quick, slow)
  const pulse = useMemo(() => ({ fresh, lostAt }), [fresh, lostAt])
  return <PulseContext value={pulse}>{children}</PulseContext>
}

export const useFresh = (): ReadonlySet<string> => useContext(PulseContext).fresh

/** Whether the screen is live, in a word. */
export function PulseMark() {
  const { fresh, lostAt } = useContext(PulseContext)
  const words = useWords()
  const format = useFormat()
  return (
    <p className={styles.pulse} role="status" data-lost={lostAt !== undefined || undefined}>
      <span className={styles.heart} data-beat={fresh.size > 0 || undefined} aria-hidden />
      {lostAt ? words.lostSince(format.time(lostAt)) : words.live}
    </p>
  )
}
