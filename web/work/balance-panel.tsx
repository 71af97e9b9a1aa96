import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../api.ts'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { Notice } from '../ui/notice.tsx'
import { Skeleton } from '../ui/state.tsx'
import { nothing } from './acts.ts'
import { balance } from './balance.ts'
import type { Load } from './load-page.tsx'
import { useBatch } from './use-batch.ts'
import type { CaseItem } from './use-cases.ts'
import { useWork } from './use-work.ts'
import styles from './work.module.css'

/** What nobody has yet, and its sharing out: shown whole before a single case moves. */
export function Balance({ found }: { found: Load }) {
  const { load } = useWork()
  const format = useFormat()
  const [open, setOpen] = useState(false)
  if (found.unassigned === 0 && !open) return <Notice kind="good">{load.noneUnassigned}</Notice>
  if (open) return <Plan found={found} onClose={() => setOpen(false)} />
  return (
    <Notice kind="watch" title={load.unassigned(format.number(found.unassigned))}>
      <div className={styles.line}>
        <Button small onClick={() => setOpen(true)}>
          {load.balance}
        </Button>
        <Link
          className={buttonClass({ kind: 'plain', small: true })}
          to={paths.work}
          search={{ view: 'all', unit: found.unit.code, state: 'unassigned' }}
        >
          {load.see}
        </Link>
      </div>
    </Notice>
  )
}

function Plan({ found, onClose }: { found: Load; onClose: () => void }) {
  const { load, bulk } = useWork()
  const { loading, cancel } = useMessages()
  const format = useFormat()
  const batch = useBatch()
  const asked = useQuery({
    queryKey: ['cases.inbox', 'unassigned', found.unit.code] as const,
    queryFn: () => api.query('cases.inbox', { view: 'all', unit: found.unit.code, state: 'unassigned', limit: 100 }),
    staleTime: 60_000,
  })
  const [start] = useState(found.staff)
  if (!asked.data) return <Skeleton label={loading} lines={4} />
  const items = asked.data.items.filter((item) => item.step?.unit.code === found.unit.code)
  const workers = start.map(({ person, roles, away, open }) => ({ ...person, roles, away, open }))
  const waiting = items.map((item) => ({ code: item.code, version: item.version, role: item.step?.role ?? '' }))
  const { shares, left } = balance(waiting, workers)
  const failed = [...batch.results.values()].filter((result) => result !== 'done')
  if (!batch.running && batch.results.size > 0) {
    return (
      <Notice
        kind={failed.length > 0 ? 'watch' : 'good'}
        announce
        title={bulk.done(format.number(batch.results.size - failed.length))}
      >
        {failed.length > 0 && <p>{bulk.failed(format.number(failed.length))}</p>}
        <Button kind="secondary" small onClick={onClose}>
          {bulk.close}
        </Button>
      </Notice>
    )
  }
  const run = () =>
    void batch.run(
      shares.map(({ code, version, to }) => ({ act: 'assign', code, version, values: { ...nothing, to } })),
    )
  return (
    <Confirm
      title={load.balanceTitle}
      confirm={
        batch.running ? bulk.running(format.number(batch.results.size), format.number(shares.length)) : load.balance
      }
      cancel={cancel}
      busy={batch.running || shares.length === 0}
      onConfirm={run}
      onCancel={onClose}
    >
      <p>{load.balanceText}</p>
      <Shares items={items} shares={shares} workers={workers} />
      {left.length > 0 && <Notice kind="watch">{load.nobody(format.number(left.length))}</Notice>}
    </Confirm>
  )
}

type SharesProps = {
  items: readonly CaseItem[]
  shares: ReturnType<typeof balance>['shares']
  workers: readonly { id: string; name: string; open: number }[]
}

function Shares({ items, shares, workers }: SharesProps) {
  const { load } = useWork()
  const locale = useLocale()
  const format = useFormat()
  const byPerson = Map.groupBy(shares, (share) => share.to)
  const item = new Map(items.map((one) => [one.code, one]))
  return (
    <ul className={`${styles.stack} ${styles.shares}`}>
      {workers
        .filter((worker) => byPerson.has(worker.id))
        .map((worker) => (
          <li key={worker.id}>
            <strong>{worker.name}</strong>{' '}
            <span className={styles.gets}>{load.gets(format.number(byPerson.get(worker.id)?.length ?? 0))}</span>
            <ul>
              {(byPerson.get(worker.id) ?? []).map((share) => {
                const found = item.get(share.code)
                return (
                  <li key={share.code}>
                    {found?.applicant}, {found && say(found.procedure.name, locale)}
                  </li>
                )
              })}
            </ul>
          </li>
        ))}
    </ul>
  )
}
