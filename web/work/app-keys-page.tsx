import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, useCommand, type Output } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useAppKeys } from '../messages/use-app-keys.ts'
import { useFormat, useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { EmptyState } from '../ui/state.tsx'
import { UpkeepTabs } from './upkeep-tabs.tsx'
import styles from './app-keys.module.css'
import work from './work.module.css'

type AppKey = Output<'reports.list-app-keys'>['items'][number]

/** Which applications send reports by Open311, and with whose answer for it. */
export function AppKeysPage() {
  const { house } = useMessages()
  const t = useAppKeys()
  const found = useQuery(ask('reports.list-app-keys', {}))
  return (
    <main id="content" className={`${work.page} ${work.dense}`}>
      <UpkeepTabs />
      <PageTitle title={t.title} lead={t.lead} house={house} />
      <div className={styles.columns}>
        <GiveKey />
        <QueryState query={found}>{({ items }) => <Keys items={items} />}</QueryState>
      </div>
    </main>
  )
}

function GiveKey() {
  const t = useAppKeys()
  const [name, setName] = useState('')
  const [contact, setContact] = useState('')
  const give = useCommand('reports.give-app-key', ['reports.list-app-keys'])
  if (give.data) {
    const done = () => {
      give.reset()
      setName('')
      setContact('')
    }
    return <NewKey name={name} value={give.data.key} onDone={done} />
  }
  return (
    <form
      className={styles.give}
      onSubmit={(event) => {
        event.preventDefault()
        give.mutate({ name, contact })
      }}
    >
      <h2>{t.give}</h2>
      <TextInput
        frame={{ id: 'name', label: t.name, hint: t.nameHint }}
        value={name}
        onChange={setName}
        maxLength={100}
      />
      <TextInput
        frame={{ id: 'contact', label: t.contact, hint: t.contactHint }}
        value={contact}
        onChange={setContact}
        maxLength={200}
      />
      {give.isError && (
        <Notice kind="bad" announce>
          {give.error.message}
        </Notice>
      )}
      <Button type="submit" busy={give.isPending}>
        {t.give}
      </Button>
    </form>
  )
}

/** The only moment in which anyone sees the key. */
function NewKey({ name, value, onDone }: { name: string; value: string; onDone: () => void }) {
  const t = useAppKeys()
  const [copied, setCopied] = useState(false)
  return (
    <section className={styles.give}>
      <Notice kind="good" title={t.given(name)} announce>
        <p>{t.once}</p>
      </Notice>
      <code className={styles.key}>{value}</code>
      <div className={work.line}>
        <Button onClick={() => void navigator.clipboard.writeText(value).then(() => setCopied(true))}>
          {copied ? t.copied : t.copy}
        </Button>
        <Button kind="secondary" onClick={onDone}>
          {t.done}
        </Button>
      </div>
    </section>
  )
}

function Keys({ items }: { items: readonly AppKey[] }) {
  const t = useAppKeys()
  const inForce = items.filter(({ withdrawnAt }) => !withdrawnAt)
  const ended = items.filter(({ withdrawnAt }) => withdrawnAt)
  if (items.length === 0) return <EmptyState title={t.empty} text={t.emptyText} />
  return (
    <div className={work.stack}>
      <KeyList title={t.inForce} items={inForce} />
      {ended.length > 0 && <KeyList title={t.ended} items={ended} />}
    </div>
  )
}

function KeyList({ title, items }: { title: string; items: readonly AppKey[] }) {
  const format = useFormat()
  return (
    <section>
      <h2>
        {title} <span className={styles.count}>{format.number(items.length)}</span>
      </h2>
      <ul className={styles.list}>
        {items.map((item) => (
          <KeyRow key={item.id} item={item} />
        ))}
      </ul>
    </section>
  )
}

function KeyRow({ item }: { item: AppKey }) {
  const t = useAppKeys()
  const format = useFormat()
  const [asking, setAsking] = useState(false)
  const withdraw = useCommand('reports.withdraw-app-key', ['reports.list-app-keys'])
  return (
    <li className={styles.row}>
      <div className={styles.text}>
        <strong>{item.name}</strong>
        <span>{item.contact}</span>
        <small>
          {item.withdrawnAt
            ? `${t.endedAt} ${format.dateTime(item.withdrawnAt)}`
            : `${t.givenAt} ${format.dateTime(item.givenAt)}`}
        </small>
      </div>
      {!item.withdrawnAt && !asking && (
        <Button kind="secondary" small aria-label={t.withdrawOne(item.name)} onClick={() => setAsking(true)}>
          {t.withdraw}
        </Button>
      )}
      {asking && (
        <Confirm
          title={t.withdrawAsk(item.name)}
          confirm={t.withdraw}
          cancel={t.keep}
          busy={withdraw.isPending}
          danger
          onConfirm={() => withdraw.mutate({ id: item.id }, { onSettled: () => setAsking(false) })}
          onCancel={() => setAsking(false)}
        >
          <p>{t.withdrawText}</p>
        </Confirm>
      )}
      {withdraw.isError && (
        <Notice kind="bad" announce>
          {withdraw.error.message}
        </Notice>
      )}
    </li>
  )
}
