import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, useCommand, type Output } from '../api.ts'
import { ErrorState } from '../components/error-state.tsx'
import { QueryState } from '../components/query-state.tsx'
import { correctionsEn } from '../messages/corrections-en.ts'
import { correctionsVi } from '../messages/corrections-vi.ts'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { EmptyState } from '../ui/state.tsx'
import { StatusMark } from '../ui/status-mark.tsx'
import deskStyles from './desk.module.css'
import styles from './work.module.css'

const useWords = () => (useLocale() === 'en' ? correctionsEn : correctionsVi)

/** `/lam-viec/sua-thong-tin`: what people say is wrong, looked into and answered. */
export function CorrectionsPage() {
  const { house } = useMessages()
  const words = useWords()
  const waiting = useQuery({ ...ask('profiles.list-corrections', {}), staleTime: 0 })
  return (
    <main id="content" className={`${styles.page} ${styles.dense}`}>
      <PageTitle title={words.title} lead={words.lead} house={house} />
      <QueryState query={waiting}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={words.emptyTitle} text={words.emptyText} />
          ) : (
            <div className={deskStyles.part}>
              <p className={deskStyles.when}>{words.how}</p>
              <ul className={deskStyles.answers}>
                {items.map((item) => (
                  <Correction key={item.id} item={item} />
                ))}
              </ul>
            </div>
          )
        }
      </QueryState>
    </main>
  )
}

type Item = Output<'profiles.list-corrections'>['items'][number]

function Correction({ item }: { item: Item }) {
  const words = useWords()
  const locale = useLocale()
  const format = useFormat()
  const facts: [string, string | undefined][] = [
    [words.person, item.person],
    [words.about, say(item.about, locale)],
    [words.shouldBe, item.shouldBe],
    [words.note, item.note],
  ]
  return (
    <li className={deskStyles.answer}>
      <p>
        <StatusMark status={item.overdue ? 'bad' : 'watch'}>
          {item.overdue ? words.overdue(format.dateTime(item.dueAt)) : words.due(format.dateTime(item.dueAt))}
        </StatusMark>
      </p>
      <p className={deskStyles.when}>{words.asked(say(item.unit.name, locale), format.dateTime(item.askedAt))}</p>
      <dl className={deskStyles.claim}>
        {facts.map(
          ([label, value]) =>
            value !== undefined && (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      <Settle id={item.id} />
    </li>
  )
}

function Settle({ id }: { id: string }) {
  const words = useWords()
  const [answer, setAnswer] = useState('')
  const settle = useCommand('profiles.settle-correction', ['profiles.list-corrections', 'profiles.count-corrections'])
  const give = (outcome: 'corrected' | 'confirmed') => settle.mutate({ id, outcome, answer: answer.trim() })
  const empty = answer.trim() === ''
  return (
    <>
      <TextInput
        frame={{ id: `answer-${id}`, label: words.answer, hint: words.answerHint }}
        value={answer}
        onChange={setAnswer}
        maxLength={1000}
        lines={2}
      />
      {settle.isError && <ErrorState error={settle.error} />}
      <p className={deskStyles.acts}>
        <Button small disabled={empty} busy={settle.isPending} onClick={() => give('corrected')}>
          {words.made}
        </Button>
        <Button small kind="secondary" disabled={empty} busy={settle.isPending} onClick={() => give('confirmed')}>
          {words.declined}
        </Button>
      </p>
    </>
  )
}
