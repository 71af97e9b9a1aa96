import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask, useCommand, type Output } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useMine } from '../components/use-mine.ts'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { EmptyState } from '../ui/state.tsx'
import { StatusMark } from '../ui/status-mark.tsx'
import { usePaperWords } from './paper-words.ts'
import pageStyles from './page.module.css'
import styles from './papers.module.css'

type Share = Output<'profiles.list-shares'>['items'][number]

/** To whom my papers were shown, and every time that somebody looked. */
export function SharesPage() {
  const { house } = useMessages()
  const words = usePaperWords()
  const shares = useQuery({ ...ask('profiles.list-shares', {}), staleTime: 0 })
  useMine(['profiles.list-shares'])
  return (
    <div className={pageStyles.narrow}>
      <PageTitle title={words.shares} above={<Link to={paths.papers}>{words.back}</Link>} house={house} />
      <QueryState query={shares}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={words.noShares} text={words.noSharesText} />
          ) : (
            <div className={styles.rows}>
              {items.map((share) => (
                <ShareRow key={share.id} share={share} titled />
              ))}
            </div>
          )
        }
      </QueryState>
    </div>
  )
}

export function ShareRow({ share, titled }: { share: Share; titled?: boolean }) {
  const words = usePaperWords()
  const locale = useLocale()
  const format = useFormat()
  const revoke = useCommand('profiles.revoke-share', ['profiles.list-shares', 'profiles.get-paper'])
  const whom = share.unit ? words.onlyUnit(say(share.unit.name, locale)) : share.whom
  const open = share.state === 'open'
  return (
    <article className={pageStyles.sheet}>
      <div className={styles.head}>
        <div>
          {titled && <p className={styles.name}>{say(share.paper.name, locale)}</p>}
          <p>
            {whom} · {share.purpose}
          </p>
          <p className={styles.line}>{words.shareUntil(format.dateTime(share.until))}</p>
        </div>
        <StatusMark status={open ? 'active' : 'unknown'}>{words.shareStates[share.state]}</StatusMark>
      </div>
      <p>{words.openings(share.openings)}</p>
      {share.opened.length > 0 && (
        <ul className={styles.opened}>
          {share.opened.map(({ at, what, unit }, index) => (
            <li key={index}>
              {format.dateTime(at)} · {what === 'file' ? words.openedFile : words.openedPage} ·{' '}
              {unit ? say(unit.name, locale) : words.someone}
            </li>
          ))}
        </ul>
      )}
      {open && (
        <p>
          <Button kind="secondary" small busy={revoke.isPending} onClick={() => revoke.mutate({ id: share.id })}>
            {words.stop}
          </Button>
        </p>
      )}
    </article>
  )
}
