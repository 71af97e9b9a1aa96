import type { AnswerProblem } from '#core/forms/examine'
import { useEffect, useRef } from 'react'
import { useMessages } from '../../messages/use-messages.ts'
import { Notice } from '../../ui/notice.tsx'
import { inputId } from './answers.ts'
import styles from './form.module.css'

type SummaryProps = {
  problems: readonly AnswerProblem[]
  wordsFor: (problem: AnswerProblem) => string
  attempt: number
}

/** What keeps the person from going on, on top, each a way to its field. Takes the focus at every attempt. */
export function ProblemSummary({ problems, wordsFor, attempt }: SummaryProps) {
  const { form } = useMessages()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (attempt > 0) box.current?.focus()
  }, [attempt])
  if (problems.length === 0) return null
  return (
    <div className={styles.summary}>
      <Notice kind="bad" title={form.problems(problems.length)} ref={box}>
        <ul>
          {problems.map((problem) => (
            <li key={problem.path}>
              <a href={`#${inputId(problem.path)}`} onClick={(event) => goTo(event, problem.path)}>
                {wordsFor(problem)}
              </a>
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  )
}

/** By hand, so that the address keeps the step and not the field. */
function goTo(event: { preventDefault: () => void }, path: string): void {
  const target = document.getElementById(inputId(path))
  if (!target) return
  event.preventDefault()
  const input = target.matches('fieldset') ? target.querySelector('input, select, textarea') : target
  if (input instanceof HTMLElement) input.focus()
  target.scrollIntoView({ block: 'center' })
}
