import type { ReactNode } from 'react'
import { useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import pageStyles from './page.module.css'

type SheetProps = {
  title: string
  /** what stands in the way; what is undefined or false does not */
  problems: readonly (string | false | undefined)[]
  submit: string
  busy: boolean
  onSubmit: () => void
  onClose: () => void
  children: ReactNode
}

/** A small form that opens on a page, is sent, or closed again. */
export function SheetForm({ title, problems, submit, busy, onSubmit, onClose, children }: SheetProps) {
  const { cancel } = useMessages()
  return (
    <form
      noValidate
      className={pageStyles.sheet}
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <h2>{title}</h2>
      {problems.map(
        (problem, at) =>
          problem && (
            <Notice key={at} kind="bad" announce>
              {problem}
            </Notice>
          ),
      )}
      {children}
      <div className={pageStyles.actions}>
        <Button type="submit" busy={busy}>
          {submit}
        </Button>
        <Button kind="plain" onClick={onClose}>
          {cancel}
        </Button>
      </div>
    </form>
  )
}
