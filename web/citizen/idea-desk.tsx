import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, useCommand, type Output } from '../api.ts'
import { say, useFormat, useLocale } from '../messages/use-messages.ts'
import { useVoices } from '../messages/use-voices.ts'
import { Button } from '../ui/button.tsx'
import { Radios, TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import pageStyles from './page.module.css'
import styles from './voices.module.css'

type Idea = Output<'reports.list-ideas'>['items'][number]
type Outcome = NonNullable<Idea['outcome']>
const outcomes: readonly Outcome[] = ['adopted', 'studied', 'not-adopted']

/** For officials: the ideas that wait for their unit, to be published or answered. */
export function IdeaDesk() {
  const { ideas: t } = useVoices()
  const { data } = useQuery(ask('reports.list-ideas', { view: 'desk', order: 'newest' }))
  if (!data || data.items.length === 0) return null
  return (
    <section className={pageStyles.section}>
      <h2>{t.desk}</h2>
      <ul className={styles.ideas}>
        {data.items.map((idea) => (
          <DeskIdea key={idea.code} idea={idea} />
        ))}
      </ul>
    </section>
  )
}

function DeskIdea({ idea }: { idea: Idea }) {
  const { ideas: t } = useVoices()
  const format = useFormat()
  const locale = useLocale()
  const [replying, setReplying] = useState(false)
  const open = useCommand('reports.open-idea', ['reports.list-ideas'])
  return (
    <li className={styles.idea}>
      <div className={styles.ideaBody}>
        <h3>{idea.title}</h3>
        <p className={styles.text}>{idea.text}</p>
        <p className={styles.note}>
          {[say(idea.unit.name, locale), format.date(idea.submittedAt), `${format.number(idea.votes)} ${t.votes}`].join(
            ' · ',
          )}
        </p>
        <p className={pageStyles.actions}>
          {idea.state === 'submitted' ? (
            <>
              <Button small busy={open.isPending} onClick={() => open.mutate({ code: idea.code })}>
                {t.open}
              </Button>
              <Button small kind="plain" onClick={() => open.mutate({ code: idea.code, decline: true })}>
                {t.decline}
              </Button>
            </>
          ) : (
            <Button small kind="secondary" aria-expanded={replying} onClick={() => setReplying(!replying)}>
              {t.reply}
            </Button>
          )}
        </p>
        {open.isError && <Notice kind="bad">{open.error.message}</Notice>}
        {replying && <Reply code={idea.code} onDone={() => setReplying(false)} />}
      </div>
    </li>
  )
}

function Reply({ code, onDone }: { code: string; onDone: () => void }) {
  const { ideas: t } = useVoices()
  const [outcome, setOutcome] = useState<Outcome>('studied')
  const [text, setText] = useState('')
  const answer = useCommand('reports.answer-idea', ['reports.list-ideas'])
  return (
    <form
      className={pageStyles.stack}
      onSubmit={(event) => {
        event.preventDefault()
        if (!answer.isPending) answer.mutate({ code, outcome, text: text.trim() }, { onSuccess: onDone })
      }}
    >
      <Radios
        frame={{ id: `outcome-${code}`, label: t.answer }}
        options={outcomes.map((value) => ({ value, label: t.outcome[value] }))}
        value={outcome}
        onChange={(value) => setOutcome(outcomes.find((one) => one === value) ?? 'studied')}
      />
      <TextInput
        frame={{ id: `reply-${code}`, label: t.reply }}
        value={text}
        onChange={setText}
        lines={4}
        maxLength={4000}
      />
      {answer.isError && (
        <Notice kind="bad" announce>
          {answer.error.message}
        </Notice>
      )}
      <div className={pageStyles.actions}>
        <Button type="submit" small busy={answer.isPending}>
          {t.reply}
        </Button>
      </div>
    </form>
  )
}
