import { IconFlask, IconRosetteDiscountCheck } from '@tabler/icons-react'
import type { Output } from '../api.ts'
import { RowLink } from '../components/row-link.tsx'
import { say, useFormat, useLocale } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import listStyles from '../ui/list.module.css'
import { useServices } from './use-services.ts'
import styles from './news.module.css'

type NewsItem = Output<'services.list-news'>['items'][number]

export function NewsRows({ items }: { items: readonly NewsItem[] }) {
  if (items.length === 0) return null
  return (
    <ul className={listStyles.list}>
      {items.map((item) => (
        <li key={item.id}>
          <RowLink to={paths.newsItem} params={{ id: item.id }} title={item.title} note={<NewsSource item={item} />} />
        </li>
      ))}
    </ul>
  )
}

/** Whose word it is, and since when; what is shown for trial says so in place of the badge. */
export function NewsSource({ item }: { item: NewsItem }) {
  const { news: words } = useServices()
  const locale = useLocale()
  const format = useFormat()
  const Sign = item.trial ? IconFlask : IconRosetteDiscountCheck
  return (
    <span className={styles.source}>
      <span>{words.at(say(item.unit.name, locale), format.date(item.publishedAt))}</span>
      <span className={item.trial ? styles.trial : styles.verified}>
        <Sign size={18} stroke={1.75} aria-hidden />
        {item.trial ? words.trial : words.verified}
      </span>
    </span>
  )
}
