import { IconThumbUp } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ask, useCommand, type Output } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useMe } from '../components/use-me.ts'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { useVoices } from '../messages/use-voices.ts'
import { paths } from '../paths.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { EmptyState, Skeleton } from '../ui/state.tsx'
import { StatusMark, type Status } from '../ui/status-mark.tsx'
import { IdeaDesk } from './idea-desk.tsx'
import { IdeaForm } from './idea-form.tsx'
import pageStyles from './page.module.css'
import reportStyles from './reports.module.css'
import styles from './voices.module.css'

type Idea = Output<'reports.list-ideas'>['items'][number]

/** Ideas of people: the most wanted first, each with its official answer. */
export function IdeasPage() {
  const { ideas: t } = useVoices()
  const { house, loading } = useMessages()
  const me = useMe()
  const signedIn = me.data?.signedIn === true
  const [order, setOrder] = useState<'votes' | 'newest'>('votes')
  const [writing, setWriting] = useState(false)
  const found = useQuery(ask('reports.list-ideas', { view: 'open', order }))
  return (
    <div className={pageStyles.narrow}>
      <PageTitle title={t.title} lead={t.lead} house={house} />
      {writing ? (
        <IdeaForm onDone={() => setWriting(false)} />
      ) : signedIn ? (
        <p>
          <Button onClick={() => setWriting(true)}>{t.write}</Button>
        </p>
      ) : (
        <p>
          <Link className={buttonClass({ kind: 'secondary' })} to={paths.signIn} search={{ next: paths.ideas }}>
            {t.signIn}
          </Link>
        </p>
      )}
      {me.data?.kind === 'official' && <IdeaDesk />}
      {signedIn && <MyIdeas />}
      <fieldset className={`${reportStyles.stages} ${pageStyles.section}`}>
        <legend className="visually-hidden">{t.orderLabel}</legend>
        {(['votes', 'newest'] as const).map((value) => (
          <label key={value}>
            <input type="radio" name="order" checked={order === value} onChange={() => setOrder(value)} />
            <span>{t.order[value]}</span>
          </label>
        ))}
      </fieldset>
      <QueryState query={found} waiting={<Skeleton lines={8} label={loading} />}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t.empty} text={t.emptyText} />
          ) : (
            <ul className={styles.ideas}>
              {items.map((idea) => (
                <IdeaRow key={idea.code} idea={idea} mayVote={signedIn} />
              ))}
            </ul>
          )
        }
      </QueryState>
    </div>
  )
}

function MyIdeas() {
  const { ideas: t } = useVoices()
  const { data } = useQuery(ask('reports.list-ideas', { view: 'mine', order: 'newest' }))
  const waiting = (data?.items ?? []).filter(({ state }) => state === 'submitted' || state === 'declined')
  if (waiting.length === 0) return null
  return (
    <section className={pageStyles.section}>
      <h2>{t.mine}</h2>
      <ul className={styles.ideas}>
        {waiting.map((idea) => (
          <IdeaRow key={idea.code} idea={idea} mayVote={false} />
        ))}
      </ul>
    </section>
  )
}

const marks: Record<Idea['state'], Status> = {
  submitted: 'watch',
  open: 'active',
  answered: 'good',
  declined: 'unknown',
}

function IdeaRow({ idea, mayVote }: { idea: Idea; mayVote: boolean }) {
  const { ideas: t } = useVoices()
  const format = useFormat()
  const locale = useLocale()
  const vote = useCommand('reports.vote-idea', ['reports.list-ideas'])
  const open = idea.state === 'open'
  return (
    <li className={styles.idea}>
      <div className={styles.ideaBody}>
        <h3>{idea.title}</h3>
        <p className={styles.text}>{idea.text}</p>
        <p className={styles.note}>
          {[say(idea.unit.name, locale), idea.authorName, format.date(idea.submittedAt)].filter(Boolean).join(' · ')}
        </p>
        <StatusMark status={idea.outcome === 'not-adopted' ? 'unknown' : marks[idea.state]}>
          {idea.outcome ? t.outcome[idea.outcome] : t.state[idea.state]}
        </StatusMark>
        {idea.answer && (
          <blockquote className={styles.answer}>
            <strong>{t.answer}</strong>
            <p>{idea.answer}</p>
            {idea.answeredAt && <p className={styles.note}>{format.date(idea.answeredAt)}</p>}
          </blockquote>
        )}
      </div>
      <div className={styles.votes}>
        <p>
          <strong data-figures>{format.number(idea.votes)}</strong> {t.votes}
        </p>
        {mayVote && open && (
          <Button
            kind={idea.voted ? 'primary' : 'secondary'}
            small
            aria-pressed={idea.voted}
            busy={vote.isPending}
            onClick={() => vote.mutate({ code: idea.code, on: !idea.voted })}
          >
            <IconThumbUp size={18} aria-hidden /> {idea.voted ? t.voted : t.vote}
          </Button>
        )}
      </div>
    </li>
  )
}
