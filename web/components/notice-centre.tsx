import { useInfiniteQuery } from '@tanstack/react-query'
import {
  IconAlertTriangle,
  IconBriefcase,
  IconBulb,
  IconFileText,
  IconKey,
  IconMessage,
  IconNews,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { api, useCommand, type OperationName, type Output } from '../api.ts'
import { useFormat, useMessages } from '../messages/use-messages.ts'
import type { paths } from '../paths.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { LinkedText } from '../ui/linked-text.tsx'
import { EmptyState, Skeleton } from '../ui/state.tsx'
import { ErrorState } from './error-state.tsx'
import styles from './notice-centre.module.css'

type Notice = Output<'notices.list'>[number]

const page = 30
const changed: readonly OperationName[] = ['notices.list', 'notices.count-unread']

const icons = {
  codes: IconKey,
  'my-cases': IconFileText,
  'my-work': IconBriefcase,
  proposals: IconBulb,
  reports: IconMessage,
  warnings: IconAlertTriangle,
  news: IconNews,
} as const

type CentreProps = { settings: typeof paths.noticeSettings | typeof paths.workNoticeSettings }

/** What one was told, newest first. A notice counts as read when it is opened, or all together. */
export function NoticeCentre({ settings }: CentreProps) {
  const messages = useMessages()
  const words = messages.notices
  const found = useInfiniteQuery({
    queryKey: ['notices.list', 'pages'],
    queryFn: ({ pageParam, signal }) =>
      api.query('notices.list', { limit: page, ...(pageParam ? { before: pageParam } : {}) }, { signal }),
    initialPageParam: 0,
    getNextPageParam: (last) => (last.length < page ? undefined : last.at(-1)?.id),
  })
  const read = useCommand('notices.mark-read', changed)
  if (found.isPending) return <Skeleton label={messages.loading} lines={6} />
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
  const notices = found.data.pages.flat()
  const first = notices[0]
  return (
    <>
      <div className={styles.bar}>
        <Link to={settings}>{words.settings}</Link>
        {first && notices.some((notice) => !notice.read) && (
          <Button kind="secondary" small busy={read.isPending} onClick={() => read.mutate({ upTo: first.id })}>
            {words.readAll}
          </Button>
        )}
      </div>
      {notices.length === 0 ? (
        <EmptyState title={words.emptyTitle} text={words.emptyText} />
      ) : (
        <ul className={styles.list}>
          {notices.map((notice) => (
            <Item key={notice.id} notice={notice} onRead={() => notice.read || read.mutate({ id: notice.id })} />
          ))}
        </ul>
      )}
      {found.hasNextPage && (
        <Button kind="secondary" busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {words.more}
        </Button>
      )}
    </>
  )
}

function Item({ notice, onRead }: { notice: Notice; onRead: () => void }) {
  const { notices: words } = useMessages()
  const format = useFormat()
  const Icon = icons[notice.group]
  const lines = notice.body.split('\n').filter((line) => !line.includes('://'))
  return (
    <li className={styles.item} data-unread={!notice.read} data-urgent={notice.urgent}>
      <Icon size={22} stroke={1.75} aria-hidden className={styles.icon} />
      <div>
        <h2 className={styles.subject}>
          {notice.urgent && <span className={styles.urgent}>{words.urgent} · </span>}
          {notice.subject}
        </h2>
        <p className={styles.when}>
          {words.groups[notice.group]} · <time dateTime={notice.createdAt}>{format.dateTime(notice.createdAt)}</time>
          {!notice.read && <strong> · {words.unread}</strong>}
        </p>
        <p className={styles.body}>
          <LinkedText text={lines.join('\n')} />
        </p>
        <Steps notice={notice} onRead={onRead} />
      </div>
    </li>
  )
}

function Steps({ notice, onRead }: { notice: Notice; onRead: () => void }) {
  const { notices: words } = useMessages()
  const acknowledge = useCommand('notices.acknowledge', changed)
  const steps: ReactNode[] = []
  if (notice.path)
    steps.push(
      <a key="open" className={buttonClass({ kind: 'secondary', small: true })} href={notice.path} onClick={onRead}>
        {words.open}
      </a>,
    )
  if (notice.acknowledged === false)
    steps.push(
      <Button key="know" small busy={acknowledge.isPending} onClick={() => acknowledge.mutate({ id: notice.id })}>
        {words.acknowledge}
      </Button>,
    )
  if (notice.acknowledged) steps.push(<span key="known">{words.acknowledged}</span>)
  return steps.length === 0 ? null : <div className={styles.steps}>{steps}</div>
}
