import { IconMoodAngry, IconMoodHappy, IconMoodNeutral, IconMoodSad, IconMoodSmile } from '@tabler/icons-react'
import { useState } from 'react'
import { useCommand } from '../api.ts'
import { useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { FieldGroup } from '../ui/field.tsx'
import { Choices, TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import type { OwnCase } from './my-case-page.tsx'
import pageStyles from './page.module.css'
import styles from './case.module.css'

const faces = [IconMoodAngry, IconMoodSad, IconMoodNeutral, IconMoodSmile, IconMoodHappy] as const

/** After the result was returned: one of five, why, and free words (handbook 3.10). */
export function Rate({ found }: { found: OwnCase }) {
  const { caseView } = useMessages()
  if (found.rating) {
    const words = caseView.scores[found.rating.score - 1] ?? ''
    return (
      <div className={styles.notices}>
        <Notice kind="good">{caseView.ratedScore(words)}</Notice>
      </div>
    )
  }
  return found.state.name === 'returned' ? <RateForm code={found.code} /> : null
}

type Reason = keyof ReturnType<typeof useMessages>['caseView']['reasons']

function RateForm({ code }: { code: string }) {
  const { caseView, optional } = useMessages()
  const [score, setScore] = useState(0)
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const [text, setText] = useState('')
  const rate = useCommand('cases.rate', ['cases.get'])
  const isReason = (value: string): value is Reason => value in caseView.reasons
  return (
    <form
      className={`${pageStyles.stack} ${pageStyles.section}`}
      onSubmit={(event) => {
        event.preventDefault()
        const given = text.trim()
        if (score > 0) rate.mutate({ code, score, reasons: [...reasons], ...(given && { text: given }) })
      }}
    >
      <FieldGroup frame={{ id: 'score', label: caseView.rateTitle, hint: caseView.rateLead }}>
        <div className={styles.scores}>
          {caseView.scores.map((words, at) => {
            const Face = faces[at] ?? IconMoodNeutral
            return (
              <label key={words} className={styles.score}>
                <input
                  className="visually-hidden"
                  type="radio"
                  name="score"
                  checked={score === at + 1}
                  onChange={() => setScore(at + 1)}
                />
                <Face size={28} stroke={1.5} aria-hidden />
                {words}
              </label>
            )
          })}
        </div>
      </FieldGroup>
      {score > 0 && (
        <>
          <Choices
            frame={{ id: 'reasons', label: caseView.rateReasons, optional }}
            options={Object.entries(caseView.reasons).map(([value, label]) => ({ value, label }))}
            value={reasons}
            onChange={(next) => setReasons(next.filter(isReason))}
          />
          <TextInput
            frame={{ id: 'text', label: caseView.rateText, optional }}
            value={text}
            onChange={setText}
            lines={3}
            maxLength={2000}
          />
          {rate.isError && (
            <Notice kind="bad" announce>
              {rate.error.message}
            </Notice>
          )}
          <div className={pageStyles.actions}>
            <Button type="submit" busy={rate.isPending}>
              {caseView.rateButton}
            </Button>
          </div>
        </>
      )}
    </form>
  )
}
