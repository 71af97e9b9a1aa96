import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask } from '../api.ts'
import { useMe } from '../components/use-me.ts'
import { useMine } from '../components/use-mine.ts'
import { useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { buttonClass } from '../ui/button.tsx'
import { CaseRows, DraftRows } from './case-rows.tsx'
import listStyles from '../ui/list.module.css'
import { isClosed, waitsForPerson } from './case-status.ts'
import styles from './home.module.css'

/** What waits for the person: drafts, and cases that ask something of them. Nobody signed in: the way to track a case. */
export function Waiting() {
  const me = useMe()
  if (me.isPending) return null
  return me.data?.kind === 'citizen' ? <Mine /> : <Track />
}

function Track() {
  const { home } = useMessages()
  return (
    <section className={styles.track} aria-labelledby="track">
      <div>
        <h2 id="track">{home.trackTitle}</h2>
        <p>{home.trackText}</p>
      </div>
      <Link className={buttonClass({ kind: 'secondary' })} to={paths.track}>
        {home.trackButton}
      </Link>
    </section>
  )
}

function Mine() {
  const { home } = useMessages()
  const drafts = useQuery(ask('cases.list-drafts', {}))
  const cases = useQuery(ask('cases.list-mine', {}))
  useMine(['cases.list-mine'])
  const open = (cases.data?.items ?? [])
    .filter((one) => !isClosed(one.state.name))
    .sort((one, other) => Number(waitsForPerson(other.state.name)) - Number(waitsForPerson(one.state.name)))
    .slice(0, 4)
  const begun = (drafts.data?.items ?? []).slice(0, 3)
  if (open.length + begun.length === 0) return null
  return (
    <section className={styles.section} aria-labelledby="waiting">
      <h2 id="waiting">{home.waiting}</h2>
      <CaseRows items={open} />
      <DraftRows items={begun} />
      <p className={listStyles.after}>
        <Link to={paths.mine}>{home.allMine}</Link>
      </p>
    </section>
  )
}
