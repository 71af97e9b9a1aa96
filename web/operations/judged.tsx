import type { ReactNode } from 'react'
import { StatusMark } from '../ui/status-mark.tsx'
import type { Shade } from './view.ts'
import { useWords } from './words.ts'

/** A figure with its band as an icon; without bands there is nothing to judge, and no icon. */
export function Judged({ shade, children }: { shade: Shade | undefined; children: ReactNode }) {
  const words = useWords()
  if (!shade) return <span>{children}</span>
  return (
    <StatusMark status={shade} bare>
      {children}
      <span className="visually-hidden">{words.shades[shade]}</span>
    </StatusMark>
  )
}
