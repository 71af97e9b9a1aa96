import { useEffect, useRef } from 'react'
import { useMessages } from '../messages/use-messages.ts'
import { useDocumentTitle } from '../ui/page-title.tsx'

/** The heading of a step. The reading point comes to it at each step, as it would on a page of its own. */
export function StepTitle({ title }: { title: string }) {
  const { house } = useMessages()
  const heading = useRef<HTMLHeadingElement>(null)
  useDocumentTitle(title, house)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <h1 ref={heading} tabIndex={-1}>
      {title}
    </h1>
  )
}
