import { useQuery } from '@tanstack/react-query'
import { ask } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useFormat, useMessages } from '../messages/use-messages.ts'
import { LinkedText } from '../ui/linked-text.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { EmptyState } from '../ui/state.tsx'
import pageStyles from './page.module.css'
import styles from './mailbox.module.css'

export function MailboxPage() {
  const { mailbox, notices, house } = useMessages()
  const format = useFormat()
  const sent = useQuery({ ...ask('notices.mailbox', {}), refetchInterval: 5_000 })
  return (
    <div className={pageStyles.narrow}>
      <PageTitle title={mailbox.title} lead={mailbox.lead} house={house} />
      <QueryState query={sent}>
        {(messages) =>
          messages.length === 0 ? (
            <EmptyState title={mailbox.emptyTitle} text={mailbox.emptyText} />
          ) : (
            <ul className={styles.messages}>
              {messages.map((message) => (
                <li key={message.id} className={styles.message}>
                  <h2>{message.subject || message.body.split('\n')[0]}</h2>
                  <p className={styles.to}>
                    {notices.ways[message.channel]} · {mailbox.to(message.address)} ·{' '}
                    <time>{format.dateTime(message.createdAt)}</time>
                  </p>
                  {message.subject && (
                    <p className={pageStyles.lines}>
                      <LinkedText text={message.body} />
                    </p>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </QueryState>
    </div>
  )
}
