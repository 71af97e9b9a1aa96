import { useQuery } from '@tanstack/react-query'
import { ask, useCommand, type Output } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { upkeepEn } from '../messages/upkeep-en.ts'
import { upkeepVi } from '../messages/upkeep-vi.ts'
import { useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { EmptyState } from '../ui/state.tsx'
import { TableBox } from '../ui/table-box.tsx'
import { UpkeepTabs } from './upkeep-tabs.tsx'
import styles from './work.module.css'

type Parked = Output<'upkeep.list-parked'>['items'][number]

const useUpkeep = () => (useLocale() === 'en' ? upkeepEn : upkeepVi)

/** Events that a reader of the log could not take, and a way to have each taken again. */
export function UpkeepPage() {
  const { house } = useMessages()
  const t = useUpkeep()
  const format = useFormat()
  const found = useQuery({ ...ask('upkeep.list-parked', {}), refetchInterval: 15_000 })
  return (
    <main id="content" className={`${styles.page} ${styles.dense}`}>
      <UpkeepTabs />
      <PageTitle title={t.title} lead={t.lead} house={house} />
      <QueryState query={found}>
        {({ items }) => {
          const open = items.filter((item) => !item.solvedAt)
          const solved = items.filter((item) => item.solvedAt)
          return (
            <div className={styles.stack}>
              {open.length === 0 ? (
                <EmptyState title={t.empty} text={t.emptyText} />
              ) : (
                <ParkedTable title={t.open(format.number(open.length))} items={open} />
              )}
              {solved.length > 0 && <ParkedTable title={t.solved} items={solved} />}
            </div>
          )
        }}
      </QueryState>
    </main>
  )
}

function ParkedTable({ title, items }: { title: string; items: readonly Parked[] }) {
  const t = useUpkeep()
  return (
    <section>
      <h2>{title}</h2>
      <TableBox label={title}>
        <table className={`${styles.table} ${styles.cards}`}>
          <thead>
            <tr>
              <th scope="col">{t.consumer}</th>
              <th scope="col">{t.event}</th>
              <th scope="col">{t.error}</th>
              <th scope="col">{items.some((item) => item.solvedAt) ? t.solvedAt : t.parkedAt}</th>
              <th scope="col">
                <span className="visually-hidden">{t.retry}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <ParkedRow key={`${item.consumer} ${item.seq}`} item={item} />
            ))}
          </tbody>
        </table>
      </TableBox>
    </section>
  )
}

function ParkedRow({ item }: { item: Parked }) {
  const t = useUpkeep()
  const format = useFormat()
  const retry = useCommand('upkeep.retry-parked', ['upkeep.list-parked'])
  return (
    <tr>
      <th scope="row">
        {item.consumer}
        <small>{t.attempts(format.number(item.attempts))}</small>
      </th>
      <td data-label={t.event}>
        {item.type} <small>{item.record}</small>
      </td>
      <td data-label={t.error}>{item.error}</td>
      <td data-label={item.solvedAt ? t.solvedAt : t.parkedAt}>{format.dateTime(item.solvedAt ?? item.parkedAt)}</td>
      <td>
        {!item.solvedAt && (
          <Button
            kind="secondary"
            small
            busy={retry.isPending}
            aria-label={t.retryOne(item.consumer, String(item.seq))}
            onClick={() => retry.mutate({ consumer: item.consumer, seq: item.seq })}
          >
            {t.retry}
          </Button>
        )}
        {retry.isError && (
          <Notice kind="bad" announce>
            {retry.error.message}
          </Notice>
        )}
        {retry.data?.solved === false && (
          <Notice kind="bad" title={t.again} announce>
            {retry.data.error}
          </Notice>
        )}
      </td>
    </tr>
  )
}
