import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask } from '../api.ts'
import { say, useFormat, useLocale } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Notice } from '../ui/notice.tsx'
import type { CaseView } from './acts.ts'
import { useWork } from './use-work.ts'
import styles from './case.module.css'

/** What one must know before acting: a supplement that is waited for, a refusal that is proposed, cases like this one. */
export function CaseNotices({ found }: { found: CaseView }) {
  const { page } = useWork()
  const format = useFormat()
  const { supplement, refusalProposed, rating } = found
  return (
    <div className={styles.notices}>
      {refusalProposed && !found.times.endedAt && (
        <Notice kind="watch" title={page.refusalProposed}>
          <p>{page.refusalProposedText}</p>
          <Proposal found={found} />
        </Notice>
      )}
      {supplement && (
        <Notice
          kind={supplement.answeredAt ? 'good' : 'watch'}
          title={
            supplement.answeredAt
              ? page.supplementAnswered(format.dateTime(supplement.answeredAt))
              : page.supplementAsked(format.date(supplement.dueAt))
          }
        >
          <ul>
            {supplement.items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
          <p>{supplement.reason}</p>
        </Notice>
      )}
      {rating && (
        <Notice kind={rating.score >= 4 ? 'good' : 'watch'} title={page.rating(String(rating.score))}>
          {rating.text && <p>{rating.text}</p>}
        </Notice>
      )}
      <Related found={found} />
    </div>
  )
}

function Proposal({ found }: { found: CaseView }) {
  const note = found.notes.findLast((one) => one.act === 'propose-refusal')
  if (!note) return null
  return (
    <blockquote>
      {note.text} <small>{note.by.name}</small>
    </blockquote>
  )
}

function Related({ found }: { found: CaseView }) {
  const { page } = useWork()
  const locale = useLocale()
  const format = useFormat()
  const related = useQuery({ ...ask('cases.find-related', { code: found.code }), retry: false })
  const items = related.data?.items ?? []
  if (items.length === 0) return null
  return (
    <details className={styles.related}>
      <summary>{page.related(format.number(items.length))}</summary>
      <ul>
        {items.map((item) => (
          <li key={item.code}>
            <Link to={paths.workCase} params={{ code: item.code }}>
              {say(item.procedure.name, locale)}
            </Link>{' '}
            <small>
              {item.code} · {say(item.state.text, locale)} · {page.relatedBecause[item.because]}
            </small>
          </li>
        ))}
      </ul>
    </details>
  )
}
