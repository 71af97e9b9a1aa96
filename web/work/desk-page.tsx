import { useQuery } from '@tanstack/react-query'
import { ask, useCommand, type Output } from '../api.ts'
import { ErrorState } from '../components/error-state.tsx'
import { QueryState } from '../components/query-state.tsx'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { EmptyState } from '../ui/state.tsx'
import { DeskNews } from './desk-news.tsx'
import { useDesk, useDeskWords } from './use-desk.ts'
import styles from './work.module.css'
import deskStyles from './desk.module.css'

/** What people answered to the province's small forms, for the posts that read them; and the news of the unit. */
export function DeskPage() {
  const { house } = useMessages()
  const words = useDeskWords()
  const desk = useDesk()
  return (
    <main id="content" className={`${styles.page} ${styles.dense}`}>
      <PageTitle title={words.title} lead={words.lead} house={house} />
      <QueryState query={desk}>
        {({ forms, mayPublish }) => (
          <div className={styles.stack}>
            {forms.map((form) => (
              <Answers key={form.service} form={form} />
            ))}
            {mayPublish && <DeskNews />}
            {forms.length === 0 && !mayPublish && <EmptyState title={words.nothingTitle} text={words.nothingText} />}
          </div>
        )}
      </QueryState>
    </main>
  )
}

type Form = Output<'services.get-desk'>['forms'][number]

function Answers({ form: { service, name, waiting } }: { form: Form }) {
  const words = useDeskWords()
  const answers = useQuery(ask('services.list-answers', { service }))
  return (
    <section className={deskStyles.part}>
      <h2>{name}</h2>
      <p>{words.waiting(waiting)}</p>
      <QueryState query={answers}>
        {({ items }) => (
          <ul className={deskStyles.answers}>
            {items.map((item) => (
              <Answer key={item.id} answer={item} />
            ))}
          </ul>
        )}
      </QueryState>
    </section>
  )
}

function Answer({ answer }: { answer: Output<'services.list-answers'>['items'][number] }) {
  const words = useDeskWords()
  const locale = useLocale()
  const format = useFormat()
  const read = useCommand('services.mark-answer-read', ['services.list-answers', 'services.get-desk'])
  return (
    <li className={deskStyles.answer}>
      <p className={deskStyles.when}>{words.unit(say(answer.unit.name, locale), format.dateTime(answer.answeredAt))}</p>
      <dl>
        {answer.lines.map((line, at) => (
          <div key={at}>
            <dt>{say(line.label, locale)}</dt>
            <dd>{line.value}</dd>
          </div>
        ))}
      </dl>
      {read.isError && <ErrorState error={read.error} />}
      <Button kind="secondary" small busy={read.isPending} onClick={() => read.mutate({ id: answer.id })}>
        {words.read}
      </Button>
    </li>
  )
}
