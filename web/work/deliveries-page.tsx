import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { api, useCommand, type Input, type Output } from '../api.ts'
import { ErrorState } from '../components/error-state.tsx'
import { QueryState } from '../components/query-state.tsx'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { Choice } from '../ui/inputs.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { EmptyState, Skeleton } from '../ui/state.tsx'
import { StatusMark, type Status } from '../ui/status-mark.tsx'
import { TableBox } from '../ui/table-box.tsx'
import { NoticeTabs } from './notice-tabs.tsx'
import { useAnnounceWords, useReach } from './use-announce.ts'
import styles from './announce.module.css'
import work from './work.module.css'

type Asked = Input<'notices.deliveries'>
type Delivery = Output<'notices.deliveries'>['deliveries'][number]
type Waiting = Output<'notices.deliveries'>['waiting']

const states = ['parked', 'undelivered', 'queued', 'gathered', 'sent', 'delivered', 'digested', 'kept'] as const
const channels = ['push', 'email', 'sms', 'zalo'] as const
const page = 50

const marks: Record<Delivery['state'], Status> = {
  queued: 'active',
  gathered: 'active',
  digested: 'good',
  sent: 'good',
  delivered: 'good',
  undelivered: 'bad',
  kept: 'unknown',
  parked: 'bad',
}

const route = getRouteApi('/work/lam-viec/thong-bao/nhat-ky')

export function DeliveriesPage() {
  const { house } = useMessages()
  const { deliveries: t } = useAnnounceWords()
  const reach = useReach()
  return (
    <main id="content" className={`${work.page} ${work.dense}`}>
      <NoticeTabs />
      <PageTitle title={t.title} lead={t.lead} house={house} />
      <QueryState query={reach}>
        {({ watches }) => (watches ? <Log /> : <EmptyState title={t.mayNot} text={t.mayNotText} />)}
      </QueryState>
    </main>
  )
}

/** What the address asks for; anything else in it is dropped. */
function useAsked(): Pick<Asked, 'state' | 'channel'> {
  const found = route.useSearch()
  const state = states.find((one) => one === found.state)
  const channel = channels.find((one) => one === found.channel)
  return { ...(state && { state }), ...(channel && { channel }) }
}

function Log() {
  const messages = useMessages()
  const { deliveries: t } = useAnnounceWords()
  const asked = useAsked()
  const found = useInfiniteQuery({
    queryKey: ['notices.deliveries', asked],
    queryFn: ({ pageParam, signal }) =>
      api.query(
        'notices.deliveries',
        { ...asked, limit: page, ...(pageParam ? { before: pageParam } : {}) },
        { signal },
      ),
    initialPageParam: 0,
    getNextPageParam: ({ deliveries }) => (deliveries.length < page ? undefined : deliveries.at(-1)?.id),
    refetchInterval: 15_000,
  })
  if (found.isPending) return <Skeleton label={messages.loading} lines={6} />
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
  const rows = found.data.pages.flatMap(({ deliveries }) => deliveries)
  const filtered = asked.state !== undefined || asked.channel !== undefined
  return (
    <div className={work.stack}>
      <Backlog waiting={found.data.pages[0]?.waiting ?? []} />
      <Filter asked={asked} />
      {rows.length === 0 ? (
        <EmptyState title={t.emptyTitle} text={filtered ? t.emptyFilter : t.emptyText} />
      ) : (
        <DeliveryTable rows={rows} />
      )}
      {found.hasNextPage && (
        <p>
          <Button kind="secondary" busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t.more}
          </Button>
        </p>
      )}
    </div>
  )
}

function Backlog({ waiting }: { waiting: Waiting }) {
  const { deliveries: t, ways } = useAnnounceWords()
  const format = useFormat()
  const state = (name: string) => states.find((one) => one === name)
  return (
    <section>
      <h2>{t.waiting}</h2>
      {waiting.length === 0 ? (
        <p className={styles.hint}>{t.nothingWaiting}</p>
      ) : (
        <dl className={styles.totals}>
          {waiting.map((one) => {
            const known = state(one.state)
            return (
              <div key={`${one.channel} ${one.state}`}>
                <dt>
                  {ways[one.channel]} · {known ? t.states[known] : one.state}
                </dt>
                <dd>{format.number(one.messages)}</dd>
              </div>
            )
          })}
        </dl>
      )}
    </section>
  )
}

function Filter({ asked }: { asked: Pick<Asked, 'state' | 'channel'> }) {
  const { deliveries: t, ways } = useAnnounceWords()
  const navigate = useNavigate()
  const go = (state: string | undefined, channel: string | undefined) =>
    void navigate({
      to: paths.workDeliveries,
      search: { ...(state && { state }), ...(channel && { channel }) },
      replace: true,
    })
  return (
    <div className={work.line}>
      <Choice
        frame={{ id: 'state', label: t.state }}
        list
        choose={t.all}
        options={states.map((value) => ({ value, label: t.states[value] }))}
        value={asked.state}
        onChange={(state) => go(state, asked.channel)}
      />
      <Choice
        frame={{ id: 'channel', label: t.channel }}
        list
        choose={t.all}
        options={channels.map((value) => ({ value, label: ways[value] }))}
        value={asked.channel}
        onChange={(channel) => go(asked.state, channel)}
      />
    </div>
  )
}

function DeliveryTable({ rows }: { rows: readonly Delivery[] }) {
  const { deliveries: t } = useAnnounceWords()
  return (
    <TableBox label={t.title}>
      <table className={`${work.table} ${work.cards}`}>
        <thead>
          <tr>
            {[t.notice, t.to, t.state, t.tries, t.created].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">{t.retry}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <DeliveryRow key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </TableBox>
  )
}

function DeliveryRow({ row }: { row: Delivery }) {
  const { deliveries: t, ways } = useAnnounceWords()
  const locale = useLocale()
  const format = useFormat()
  const retry = useCommand('notices.retry', ['notices.deliveries'])
  const name = row.name ? say(row.name, locale) : row.template
  return (
    <tr>
      <th scope="row">{name}</th>
      <td data-label={t.to}>
        <span>
          {row.address} <small>{ways[row.channel]}</small>
        </span>
      </td>
      <td data-label={t.state}>
        <span>
          <StatusMark status={marks[row.state]}>{t.states[row.state]}</StatusMark>
          {row.nextAt && <small>{t.next(format.dateTime(row.nextAt))}</small>}
        </span>
      </td>
      <td data-label={t.tries}>
        <Tries row={row} />
      </td>
      <td data-label={t.created} className={work.nowrap}>
        {format.dateTime(row.createdAt)}
      </td>
      <td>
        {row.state === 'parked' && (
          <Button
            kind="secondary"
            small
            busy={retry.isPending}
            aria-label={t.retryOne(name, row.address)}
            onClick={() => retry.mutate({ id: row.id })}
          >
            {t.retry}
          </Button>
        )}
        {retry.isError && (
          <p className={styles.trouble} role="alert">
            {retry.error.message}
          </p>
        )}
      </td>
    </tr>
  )
}

function Tries({ row }: { row: Delivery }) {
  const { deliveries: t } = useAnnounceWords()
  const format = useFormat()
  const last = row.tries.at(-1)
  if (!last) return <span className={styles.hint}>{t.noTry}</span>
  return (
    <details className={styles.tries}>
      <summary>
        {t.attempts(format.number(row.tries.length))} · {outcomeOf(t.outcomes, last.outcome)}
      </summary>
      <ol>
        {row.tries.map((one, at) => (
          <li key={at}>
            {format.dateTime(one.at)} · {one.provider} · {outcomeOf(t.outcomes, one.outcome)}
            {one.answer && <small>{one.answer}</small>}
          </li>
        ))}
      </ol>
    </details>
  )
}

const outcomeOf = (names: Readonly<Record<string, string>>, outcome: string): string => names[outcome] ?? outcome
