import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { ask, type Output } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useLive } from '../live.ts'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Meter } from '../ui/meter.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { EmptyState } from '../ui/state.tsx'
import { StatusMark } from '../ui/status-mark.tsx'
import { TableBox } from '../ui/table-box.tsx'
import { AnnouncedChannels } from './announced-channels.tsx'
import { NoticeTabs } from './notice-tabs.tsx'
import { useAnnounceWords } from './use-announce.ts'
import styles from './announce.module.css'
import work from './work.module.css'

type Sent = Output<'notices.broadcasts'>[number]
type Figures = Output<'notices.broadcast-figures'>[number]

const route = getRouteApi('/work/lam-viec/thong-bao/da-gui')

/** What was written to people, and how far it came. While something is on its way the list is asked every two seconds. */
export function AnnouncedPage() {
  const { house } = useMessages()
  const { announced: t } = useAnnounceWords()
  const { id } = route.useSearch()
  useLive(['notices'], ['notices.broadcasts', 'notices.broadcast-figures'])
  const sent = useQuery({
    ...ask('notices.broadcasts', {}),
    refetchInterval: ({ state }) => (state.data?.some((one) => !one.spreadAt) ? 2_000 : 30_000),
  })
  return (
    <main id="content" className={`${work.page} ${work.dense}`}>
      <NoticeTabs />
      <PageTitle title={t.title} lead={t.lead} house={house} />
      <QueryState query={sent}>
        {(list) => {
          const open = list.find((one) => one.id === id) ?? list[0]
          return open ? (
            <div className={styles.sent}>
              <ul className={styles.list}>
                {list.map((one) => (
                  <SentRow key={one.id} sent={one} open={one.id === open.id} />
                ))}
              </ul>
              <SentFigures key={open.id} sent={open} />
            </div>
          ) : (
            <EmptyState title={t.emptyTitle} text={t.emptyText} />
          )
        }}
      </QueryState>
    </main>
  )
}

/** A few places by name, the rest as a number. */
function usePlaces({ communes }: Sent): string {
  const { announced: t } = useAnnounceWords()
  const format = useFormat()
  if (!communes) return t.province
  const named = communes.slice(0, 3).map(({ name }) => name)
  const rest = communes.length - named.length
  return rest > 0 ? `${named.join(', ')} ${t.more(format.number(rest))}` : named.join(', ')
}

function SentRow({ sent, open }: { sent: Sent; open: boolean }) {
  const { announced: t } = useAnnounceWords()
  const locale = useLocale()
  const format = useFormat()
  const places = usePlaces(sent)
  const people = format.number(sent.people)
  return (
    <li>
      <Link to={paths.workAnnounced} search={{ id: sent.id }} aria-current={open ? 'true' : undefined}>
        <span className={styles.kind} data-urgent={sent.urgency === 'emergency'}>
          {kindOf(t.templates, sent.template)}
        </span>
        <strong>{say(sent.subject, locale)}</strong>
        <small>{t.from(sent.unit, format.dateTime(sent.createdAt))}</small>
        <small>
          {places} · {sent.spreadAt ? t.done(people) : <StatusMark status="active">{t.spreading(people)}</StatusMark>}
        </small>
      </Link>
    </li>
  )
}

const kindOf = (names: Readonly<Record<string, string>>, template: string): string => names[template] ?? template

function SentFigures({ sent }: { sent: Sent }) {
  const { announced: t } = useAnnounceWords()
  const locale = useLocale()
  const found = useQuery({ ...ask('notices.broadcast-figures', { id: sent.id }), refetchInterval: 10_000 })
  return (
    <section aria-labelledby="figures">
      <h2 id="figures">{say(sent.subject, locale)}</h2>
      <QueryState query={found}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState title={t.noFigures} text={t.noFiguresText} />
          ) : (
            <>
              <Totals rows={rows} />
              <AnnouncedChannels id={sent.id} people={sumOf(rows, 'people')} />
              <FiguresTable rows={rows} />
            </>
          )
        }
      </QueryState>
    </section>
  )
}

const sumOf = (rows: readonly Figures[], name: 'people' | 'read' | 'acknowledged' | 'out' | 'arrived' | 'troubled') =>
  rows.reduce((sum, row) => sum + row[name], 0)

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)

function Totals({ rows }: { rows: readonly Figures[] }) {
  const { announced: t } = useAnnounceWords()
  const format = useFormat()
  const people = sumOf(rows, 'people')
  const ofPeople = (name: 'read' | 'acknowledged') =>
    `${format.number(sumOf(rows, name))} (${format.percent(share(sumOf(rows, name), people))})`
  return (
    <dl className={styles.totals}>
      <Total label={t.people} value={format.number(people)} />
      <Total label={t.read} value={ofPeople('read')} />
      <Total label={t.acknowledged} value={ofPeople('acknowledged')} />
      <Total label={t.out} value={format.number(sumOf(rows, 'out'))} />
      <Total label={t.arrived} value={format.number(sumOf(rows, 'arrived'))} />
      <Total label={t.troubled} value={format.number(sumOf(rows, 'troubled'))} />
    </dl>
  )
}

const Total = ({ label, value }: { label: string; value: string }) => (
  <div>
    <dt>{label}</dt>
    <dd>{value}</dd>
  </div>
)

/** Where fewest have read comes first: there somebody has to go and tell. */
function FiguresTable({ rows }: { rows: readonly Figures[] }) {
  const { announced: t } = useAnnounceWords()
  const format = useFormat()
  const sorted = rows.toSorted((one, other) => share(one.read, one.people) - share(other.read, other.people))
  return (
    <TableBox label={t.figures}>
      <table className={`${work.table} ${work.cards}`}>
        <caption className="visually-hidden">{t.figures}</caption>
        <thead>
          <tr>
            <th scope="col">{t.commune}</th>
            <th scope="col">{t.share}</th>
            {[t.people, t.read, t.acknowledged, t.troubled].map((name) => (
              <th key={name} scope="col" className={work.number}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <tr key={row.commune ?? ''}>
              <th scope="row">{row.name ?? t.noCommune}</th>
              <td data-label={t.share}>
                <span className={work.loadBar}>
                  <span>{format.percent(share(row.read, row.people))}</span>
                  <Meter part={share(row.read, row.people)} label={t.share} />
                </span>
              </td>
              {(['people', 'read', 'acknowledged', 'troubled'] as const).map((name) => (
                <td key={name} className={work.number} data-label={t[name]}>
                  {format.number(row[name])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  )
}
