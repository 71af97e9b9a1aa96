import { IconApps, IconLockQuestion, IconRobot, IconShieldX, IconUserCheck } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from '@tanstack/react-router'
import { api } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { EmptyState } from '../ui/state.tsx'
import { AskWhy } from './ask-why.tsx'
import { foldLooks, type Folded } from './fold-looks.ts'
import styles from './looks.module.css'
import page from './page.module.css'
import { useLooks, type Look } from './use-looks.ts'

const firstPage: number | undefined = undefined

/** Who looked at my data: day by day, newest first. */
export function LooksPage() {
  const words = useLooks()
  const { house } = useMessages()
  const query = useInfiniteQuery({
    queryKey: ['profiles.list-looks', 'pages'],
    queryFn: ({ pageParam }) => api.query('profiles.list-looks', pageParam === undefined ? {} : { before: pageParam }),
    initialPageParam: firstPage,
    getNextPageParam: (last) => last.next,
    staleTime: 0,
  })
  return (
    <div className={page.narrow}>
      <PageTitle title={words.title} house={house} />
      <p className={styles.lead}>{words.lead}</p>
      <QueryState query={query}>
        {({ pages }) => {
          const items = pages.flatMap((one) => one.items)
          if (items.length === 0) return <EmptyState title={words.emptyTitle} text={words.emptyText} />
          return (
            <>
              <Days items={items} />
              {query.hasNextPage && (
                <Button kind="secondary" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                  {words.more}
                </Button>
              )}
            </>
          )
        }}
      </QueryState>
    </div>
  )
}

function Days({ items }: { items: readonly Look[] }) {
  const words = useLooks()
  const format = useFormat()
  const days = Map.groupBy(items, (item) => format.date(item.at))
  const [today, yesterday] = useRecentDays()
  const named = (day: string) =>
    day === today ? `${words.today}, ${day}` : day === yesterday ? `${words.yesterday}, ${day}` : day
  return [...days].map(([day, looks]) => (
    <section key={day} className={styles.day}>
      <h2>{named(day)}</h2>
      <ul className={styles.looks}>
        {foldLooks(looks).map((folded) => (
          <Row key={folded.look.id} {...folded} />
        ))}
      </ul>
    </section>
  ))
}

/** Today and yesterday as they were when the page was opened. */
function useRecentDays(): string[] {
  const format = useFormat()
  const [now] = useState(Date.now)
  return [0, 1].map((back) => format.date(new Date(now - back * 86_400_000)))
}

const icons = { person: IconUserCheck, application: IconApps, platform: IconRobot, unknown: IconLockQuestion }

function Row({ look, times, firstAt }: Folded<Look>) {
  const words = useLooks()
  const locale = useLocale()
  const format = useFormat()
  const Icon = look.refused ? IconShieldX : icons[look.by]
  const who = look.by === 'person' ? (look.name ?? words.official) : words[look.by]
  const title = say(look.record.title, locale)
  return (
    <li className={styles.look}>
      <Icon size={22} stroke={1.75} aria-hidden className={look.refused ? styles.bad : styles.mark} />
      <div className={styles.text}>
        <p className={styles.who}>
          {who}
          {look.unit && <span className={styles.unit}>{say(look.unit.name, locale)}</span>}
        </p>
        <p>
          {say(look.act, locale)}: {look.record.path ? <Link to={look.record.path}>{title}</Link> : title}
        </p>
        {times > 1 && <p className={styles.note}>{words.times(times)}</p>}
        {look.purpose && <p className={styles.note}>{words.purpose(say(look.purpose, locale))}</p>}
        {look.refused && <p className={styles.refused}>{words.refused}</p>}
        {look.by === 'person' && <AskWhy look={look} />}
      </div>
      <time dateTime={look.at} className={styles.time}>
        {times > 1 && format.time(firstAt) !== format.time(look.at)
          ? `${format.time(firstAt)}–${format.time(look.at)}`
          : format.time(look.at)}
      </time>
    </li>
  )
}
