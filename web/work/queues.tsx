import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ask, type Output } from '../api.ts'
import { say, useFormat, useLocale } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import type { QueueSearch } from './queue.ts'
import { useOfficial, type Post } from './session.ts'
import { useWork } from './use-work.ts'
import styles from './inbox.module.css'

type Counts = Output<'cases.counts'>

/** My queues with their counts. */
export function Queues({ search }: { search: QueueSearch }) {
  const { queues: words } = useWork()
  const { posts } = useOfficial()
  const counts = useQuery({ ...ask('cases.counts', {}), refetchInterval: 60_000 })
  const units = unitsOf(counts.data, posts)
  const wide = units.length > 0
  return (
    <nav className={styles.queues} aria-label={words.label}>
      <Summary counts={counts.data} />
      <ul className={styles.queueList}>
        <QueueLink search={{ view: 'mine' }} now={search} label={words.mine} open={counts.data?.mine} />
      </ul>
      <h2>{words.posts}</h2>
      <ul className={styles.queueList}>
        {posts.map((post) => (
          <PostLink key={`${post.unit} ${post.role}`} post={post} counts={counts.data} now={search} />
        ))}
      </ul>
      {wide && <h2>{words.units}</h2>}
      <ul className={styles.queueList}>
        <QueueLink
          search={{ view: 'all' }}
          now={search}
          label={words.all}
          open={counts.data?.open}
          overdue={counts.data?.overdue}
        />
        {units.map(({ unit, open, overdue }) => (
          <QueueLink
            key={unit.code}
            search={{ view: 'all', unit: unit.code }}
            now={search}
            label={<UnitName name={unit.name} />}
            open={open}
            overdue={overdue}
          />
        ))}
      </ul>
    </nav>
  )
}

function UnitName({ name }: { name: { vi: string; en?: string | undefined } }) {
  return say(name, useLocale())
}

function Summary({ counts }: { counts: Counts | undefined }) {
  const { queues: words } = useWork()
  const format = useFormat()
  const number = (value: number | undefined) => (value === undefined ? '–' : format.number(value))
  return (
    <dl className={styles.summary} aria-label={words.summary}>
      <div>
        <dd>{number(counts?.open)}</dd>
        <dt>{words.open}</dt>
      </div>
      <div data-bad={(counts?.overdue ?? 0) > 0 || undefined}>
        <dd>{number(counts?.overdue)}</dd>
        <dt>{words.late}</dt>
      </div>
      <div>
        <dd>{number(counts?.waiting)}</dd>
        <dt>{words.paused}</dt>
      </div>
    </dl>
  )
}

function PostLink({ post, counts, now }: { post: Post; counts: Counts | undefined; now: QueueSearch }) {
  const locale = useLocale()
  const found = counts?.queues.find(({ unit, role }) => unit.code === post.unit && role === post.role)
  return (
    <QueueLink
      search={{ view: 'queue', unit: post.unit, role: post.role }}
      now={now}
      label={post.roleName ? say(post.roleName, locale) : post.role}
      note={post.unitName && say(post.unitName, locale)}
      open={counts && (found?.open ?? 0)}
      overdue={found?.overdue}
    />
  )
}

type LinkProps = {
  search: QueueSearch
  now: QueueSearch
  label: ReactNode
  note?: string | undefined
  open: number | undefined
  overdue?: number | undefined
}

function QueueLink({ search, now, label, note, open, overdue }: LinkProps) {
  const { queues: words } = useWork()
  const format = useFormat()
  const here = (now.view ?? 'queue') === search.view && now.unit === search.unit && now.role === search.role
  return (
    <li>
      <Link
        to={paths.work}
        search={{ ...search, ...(now.state && { state: now.state }) }}
        className={styles.queue}
        aria-current={here ? 'true' : undefined}
        activeProps={{}}
        data-here={here || undefined}
      >
        <span className={styles.queueName}>
          {label}
          {note && <small>{note}</small>}
        </span>
        {overdue !== undefined && overdue > 0 && (
          <span className={styles.late}>{words.overdue(format.number(overdue))}</span>
        )}
        <span className={styles.count}>{open === undefined ? '' : format.number(open)}</span>
      </Link>
    </li>
  )
}

/** For those who lead: the units below, the ones with most overdue work first. */
function unitsOf(counts: Counts | undefined, posts: readonly Post[]): Counts['units'] {
  const units = counts?.units ?? []
  const own = new Set(posts.map((post) => post.unit))
  if (units.length < 2 && units.every(({ unit }) => own.has(unit.code))) return []
  return units.toSorted((one, other) => other.overdue - one.overdue || other.open - one.open)
}
