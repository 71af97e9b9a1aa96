import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { ask } from '../api.ts'
import { useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { Confirm } from '../ui/confirm.tsx'
import { Notice } from '../ui/notice.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { ActFields } from './act-fields.tsx'
import { isComplete, isGrave, nothing, type ActName, type CaseView, type Values } from './acts.ts'
import { consequencesOf } from './consequences.ts'
import { LetterOfApology, preparedApology } from './apology.tsx'
import { openQuestion } from './possible-acts.ts'
import { useOfficial } from './session.ts'
import type { Acts } from './use-acts.ts'
import { useWork } from './use-work.ts'
import styles from './case.module.css'

type PanelProps = { act: ActName; found: CaseView; work: Acts; onClose: () => void }

/** An act with its words, and what it will send to whom, on the page where the case stays in sight. */
export function ActPanel({ act, found, work, onClose }: PanelProps) {
  const t = useWork()
  const { cancel } = useMessages()
  const { posts } = useOfficial()
  const [values, setValues] = useState<Values>(() => ({
    ...nothing,
    no: openQuestion(found, posts)?.no ?? 0,
    ...(act === 'apologise' && preparedApology(found)),
  }))
  const [tried, setTried] = useState(false)
  const lines = useConsequences(act, found, values)
  const complete = isComplete(act, values)
  const go = () => {
    setTried(true)
    if (complete && !work.pending) work.run(act, values, onClose)
  }
  useKeys({ 'ctrl+Enter': go })
  const box = useEscape(onClose)
  return (
    <div className={styles.actPanel} ref={box}>
      <Confirm
        title={t.acts[act]}
        confirm={t.acts[act]}
        cancel={cancel}
        danger={isGrave(act)}
        busy={work.pending}
        onConfirm={go}
        onCancel={onClose}
      >
        <ActFields act={act} found={found} values={values} onChange={(change) => setValues({ ...values, ...change })} />
        {act === 'apologise' && <LetterOfApology found={found} values={values} />}
        {lines.length > 0 && (
          <Notice title={t.will.title(t.acts[act])}>
            <ul>
              {lines.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </Notice>
        )}
        {tried && !complete && (
          <Notice kind="bad" announce>
            {t.words.missing}
          </Notice>
        )}
      </Confirm>
    </div>
  )
}

function useConsequences(act: ActName, found: CaseView, values: Values): string[] {
  const t = useWork()
  const locale = useLocale()
  const format = useFormat()
  const procedure = useQuery(ask('procedures.get', { code: found.procedure.code }))
  return consequencesOf(act, { t, locale, format, found, values, procedure: procedure.data })
}

/** Escape here leaves the act, and not the case under it too. */
function useEscape(leave: () => void) {
  const box = useRef<HTMLDivElement>(null)
  const latest = useRef(leave)
  useEffect(() => {
    latest.current = leave
  })
  useEffect(() => {
    const element = box.current
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      latest.current()
    }
    element?.addEventListener('keydown', press)
    return () => element?.removeEventListener('keydown', press)
  }, [])
  return box
}
