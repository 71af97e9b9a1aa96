import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ask, type Output } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { RowLink } from '../components/row-link.tsx'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Notice } from '../ui/notice.tsx'
import { StatusMark, type Status } from '../ui/status-mark.tsx'
import listStyles from '../ui/list.module.css'
import { CaseRows } from './case-rows.tsx'
import { NewsRows } from './news-rows.tsx'
import { QrRow } from './qr-row.tsx'
import { listRecent } from './recent.ts'
import { Tiles, type Tile } from './tiles.tsx'
import { useServices } from './use-services.ts'
import styles from './home.module.css'

type Home = Output<'services.home'>

export const askHome = ask('services.home', {})

/** The home of a person who is signed in, by one question: what waits, my cases, papers and services, news. */
export function MyHome() {
  const home = useQuery({ ...askHome, staleTime: 0 })
  const board = useQuery({ ...ask('services.board', {}), staleTime: 60_000 })
  return (
    <QueryState query={home}>
      {(mine) => (
        <>
          <QrRow />
          <Waiting home={mine} />
          <Cases home={mine} />
          <Papers home={mine} />
          <Services home={mine} all={board.data?.services ?? []} />
          <News home={mine} />
          <Account />
        </>
      )}
    </QueryState>
  )
}

function Part({ id, title, after, children }: { id: string; title: string; after?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
      {after && <p className={listStyles.after}>{after}</p>}
    </section>
  )
}

const marks: Record<string, Status> = {
  supplement: 'watch',
  payment: 'watch',
  mandate: 'watch',
  warning: 'bad',
  result: 'good',
}

function Waiting({ home: { waiting, waitingCount } }: { home: Home }) {
  const { home: words } = useServices()
  const format = useFormat()
  const rest = waitingCount - waiting.length
  const kinds = new Map(Object.entries(words.kinds))
  const when = (kind: string) => (kind === 'appointment' ? words.appointedAt : words.until)
  return (
    <Part id="waiting" title={words.waiting} after={rest > 0 && words.more(rest)}>
      {waiting.length === 0 ? (
        <Notice kind="good" title={words.nothing}>
          <p>{words.nothingText}</p>
        </Notice>
      ) : (
        <ul className={listStyles.list}>
          {waiting.map((one) => (
            <li key={`${one.kind} ${one.record}`}>
              <a className={listStyles.row} href={one.path}>
                <span className={listStyles.text}>
                  <span className={listStyles.title}>{one.title}</span>
                  <span className={listStyles.note}>
                    {[one.detail, one.dueAt && when(one.kind)(format.dateTime(one.dueAt))].filter(Boolean).join(' · ')}
                  </span>
                </span>
                <StatusMark status={one.urgent ? 'bad' : (marks[one.kind] ?? 'unknown')}>
                  {kinds.get(one.kind) ?? one.kind}
                </StatusMark>
              </a>
            </li>
          ))}
        </ul>
      )}
    </Part>
  )
}

function Cases({ home: { cases } }: { home: Home }) {
  const { home } = useMessages()
  const { home: words } = useServices()
  if (cases.length === 0) return null
  return (
    <Part id="cases" title={words.cases} after={<Link to={paths.mine}>{home.allMine}</Link>}>
      <CaseRows items={cases} />
    </Part>
  )
}

function Papers({ home: { papers } }: { home: Home }) {
  const { home: words } = useServices()
  const locale = useLocale()
  const format = useFormat()
  return (
    <Part id="papers" title={words.papers} after={<Link to={paths.papers}>{words.allPapers}</Link>}>
      {papers.length === 0 ? (
        <p>{words.noPapers}</p>
      ) : (
        <ul className={listStyles.list}>
          {papers.map((paper) => (
            <li key={paper.id}>
              <RowLink
                to={paths.paper}
                params={{ id: paper.id }}
                title={say(paper.name, locale)}
                note={[
                  paper.issuedOn && words.issuedOn(format.date(paper.issuedOn)),
                  paper.validUntil && words.validUntil(format.date(paper.validUntil)),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              />
            </li>
          ))}
        </ul>
      )}
    </Part>
  )
}

const shownServices = 6

/** What the person pinned, then what was opened here, then what many use; nothing of these yet: the head of the board. */
function Services({ home, all }: { home: Home; all: readonly Tile[] }) {
  const { home: words } = useServices()
  const byId = new Map(all.map((tile) => [tile.id, tile]))
  const recent = listRecent().flatMap((id) => byId.get(id) ?? [])
  const tiles = [
    ...new Map([...home.favourites, ...recent, ...home.mostOpened].map((tile) => [tile.id, tile])).values(),
  ]
  const shown = tiles.length > 0 ? tiles : all
  return (
    <Part id="services" title={words.services} after={<Link to={paths.board}>{words.board}</Link>}>
      {shown.length > 0 && (
        <Tiles
          tiles={shown.slice(0, shownServices)}
          favourites={home.favourites.map(({ id }) => id)}
          label={words.services}
        />
      )}
    </Part>
  )
}

function News({ home: { news } }: { home: Home }) {
  const { home: words, news: newsWords } = useServices()
  if (news.length === 0) return null
  return (
    <Part id="news" title={words.news} after={<Link to={paths.news}>{newsWords.all}</Link>}>
      <NewsRows items={news} />
    </Part>
  )
}

/** The pages of one's account; on a phone little else leads to them. */
function Account() {
  const { home: words } = useServices()
  const { noticeSettings, footer } = useMessages()
  return (
    <Part id="account" title={words.account}>
      <ul className={listStyles.list}>
        <li>
          <RowLink to={paths.looks} title={words.looks} note={words.looksNote} />
        </li>
        <li>
          <RowLink to={paths.noticeSettings} title={noticeSettings.title} />
        </li>
        <li>
          <RowLink to={paths.account} title={footer.account} note={words.accountNote} />
        </li>
      </ul>
    </Part>
  )
}
