import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { api, ask } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { EmptyState, Skeleton } from '../ui/state.tsx'
import { NewsRows, NewsSource } from './news-rows.tsx'
import { useServices } from './use-services.ts'
import styles from './page.module.css'

export function NewsPage() {
  const { house, loading } = useMessages()
  const { news: words } = useServices()
  const news = useInfiniteQuery({
    queryKey: ['services.list-news', 'pages'],
    queryFn: ({ pageParam }) => api.query('services.list-news', pageParam ? { after: pageParam } : {}),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  })
  const items = news.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className={styles.narrow}>
      <PageTitle title={words.title} lead={words.lead} house={house} />
      {news.isPending && <Skeleton label={loading} />}
      {news.isSuccess && items.length === 0 && <EmptyState title={words.emptyTitle} text={words.emptyText} />}
      <NewsRows items={items} />
      {news.hasNextPage && (
        <p className={styles.section}>
          <Button kind="secondary" busy={news.isFetchingNextPage} onClick={() => void news.fetchNextPage()}>
            {words.more}
          </Button>
        </p>
      )}
    </div>
  )
}

export function NewsItemPage() {
  const { house } = useMessages()
  const { news: words } = useServices()
  const { id = '' } = useParams({ strict: false })
  const found = useQuery(ask('services.get-news', { id }))
  return (
    <QueryState query={found}>
      {(item) => (
        <article className={`${styles.narrow} ${styles.stack}`}>
          <PageTitle
            title={item.title}
            lead={item.summary}
            house={house}
            above={<Link to={paths.news}>{words.title}</Link>}
          />
          <NewsSource item={item} />
          <p className={styles.lines}>{item.body}</p>
        </article>
      )}
    </QueryState>
  )
}
