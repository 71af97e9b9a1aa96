import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, useCommand, type Output } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useAccounts } from '../messages/use-accounts.ts'
import { useFormat } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { Notice } from '../ui/notice.tsx'
import list from '../components/account/account.module.css'
import styles from './app-keys.module.css'
import work from './work.module.css'

export type Found = Output<'people.find-officials'>['items'][number]

/** The devices of one account, and what may be done about it. */
export function AccountActs({ one, onChanged }: { one: Found; onChanged: () => void }) {
  const t = useAccounts()
  const format = useFormat()
  const sessions = useQuery({ ...ask('people.list-sessions', { account: one.id }), staleTime: 0 })
  const [asking, setAsking] = useState<'end' | 'close'>()
  const end = useCommand('people.end-sessions', ['people.list-sessions'])
  const unlock = useCommand('people.unlock')
  const close = useCommand('people.close-account')
  const failed = [end, unlock, close].find(({ isError }) => isError)?.error
  const account = { account: one.id }
  const settled = { onSettled: () => setAsking(undefined) }
  return (
    <div className={styles.detail}>
      <h3>{t.devices}</h3>
      <QueryState query={sessions}>
        {({ items }) =>
          items.length === 0 ? (
            <p>{t.noDevice}</p>
          ) : (
            <ul className={list.list}>
              {items.map((item) => (
                <li key={item.id}>
                  <span className={list.what}>
                    <strong>{item.device || t.unknown}</strong>
                    <small>{t.seen(format.dateTime(item.startedAt), format.dateTime(item.seenAt))}</small>
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </QueryState>
      {end.data && (
        <Notice kind="good" announce>
          {t.ended(format.number(end.data.ended))}
        </Notice>
      )}
      {unlock.data && (
        <Notice kind="good" announce>
          {t.unlocked}
        </Notice>
      )}
      {failed && (
        <Notice kind="bad" announce>
          {failed.message}
        </Notice>
      )}
      {asking === undefined && (
        <div className={work.line}>
          <Button kind="secondary" small disabled={sessions.data?.items.length === 0} onClick={() => setAsking('end')}>
            {t.end}
          </Button>
          {one.lockedUntil && !unlock.data && (
            <Button kind="secondary" small busy={unlock.isPending} onClick={() => unlock.mutate(account)}>
              {t.unlock}
            </Button>
          )}
          <Button kind="danger" small onClick={() => setAsking('close')}>
            {t.close}
          </Button>
        </div>
      )}
      {asking === 'end' && (
        <Confirm
          title={t.endAsk(one.name)}
          confirm={t.end}
          cancel={t.keep}
          busy={end.isPending}
          onConfirm={() => end.mutate(account, settled)}
          onCancel={() => setAsking(undefined)}
        >
          <p>{t.endText}</p>
        </Confirm>
      )}
      {asking === 'close' && (
        <Confirm
          title={t.closeAsk(one.name)}
          confirm={t.close}
          cancel={t.keep}
          busy={close.isPending}
          danger
          onConfirm={() => close.mutate(account, { ...settled, onSuccess: onChanged })}
          onCancel={() => setAsking(undefined)}
        >
          <p>{t.closeText}</p>
        </Confirm>
      )}
    </div>
  )
}
