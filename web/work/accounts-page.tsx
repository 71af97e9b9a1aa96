import { useState } from 'react'
import { useCommand, type Output } from '../api.ts'
import { useAccounts } from '../messages/use-accounts.ts'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { EmptyState } from '../ui/state.tsx'
import { AccountActs, type Found } from './account-acts.tsx'
import { UpkeepTabs } from './upkeep-tabs.tsx'
import styles from './app-keys.module.css'
import work from './work.module.css'

/** Where an official is signed in, and what an operator does when a device is lost or its owner leaves. */
export function AccountsPage() {
  const { house } = useMessages()
  const t = useAccounts()
  const [q, setQ] = useState('')
  const find = useCommand('people.find-officials')
  return (
    <main id="content" className={`${work.page} ${work.dense}`}>
      <UpkeepTabs />
      <PageTitle title={t.title} lead={t.lead} house={house} />
      <form
        role="search"
        className={styles.find}
        onSubmit={(event) => {
          event.preventDefault()
          if (q.trim().length > 1) find.mutate({ q })
        }}
      >
        <TextInput frame={{ id: 'q', label: t.q }} value={q} onChange={setQ} maxLength={100} />
        <Button type="submit" small busy={find.isPending}>
          {t.find}
        </Button>
      </form>
      {find.isError && (
        <Notice kind="bad" announce>
          {find.error.message}
        </Notice>
      )}
      {find.data && <Officials found={find.data} onChanged={() => find.mutate({ q })} />}
    </main>
  )
}

function Officials({ found, onChanged }: { found: Output<'people.find-officials'>; onChanged: () => void }) {
  const t = useAccounts()
  if (found.items.length === 0) return <EmptyState title={t.empty} text={t.emptyText} />
  return (
    <>
      <ul className={styles.list}>
        {found.items.map((one) => (
          <OfficialRow key={one.id} one={one} onChanged={onChanged} />
        ))}
      </ul>
      {found.more && <p>{t.more}</p>}
    </>
  )
}

function OfficialRow({ one, onChanged }: { one: Found; onChanged: () => void }) {
  const t = useAccounts()
  const locale = useLocale()
  const format = useFormat()
  const [open, setOpen] = useState(false)
  const posts = one.posts.map(({ unit, role, unitName, roleName }) =>
    [roleName ? say(roleName, locale) : role, unitName ? say(unitName, locale) : unit].join(' · '),
  )
  return (
    <li className={styles.row}>
      <div className={styles.text}>
        <strong>{one.name}</strong>
        <span>{posts.length > 0 ? posts.join('; ') : t.noPost}</span>
        <small>{one.login}</small>
        {one.lockedUntil && <span className={work.bad}>{t.locked(format.dateTime(one.lockedUntil))}</span>}
      </div>
      <Button
        kind="secondary"
        small
        aria-expanded={open}
        aria-label={open ? undefined : t.showOf(one.name)}
        onClick={() => setOpen(!open)}
      >
        {open ? t.hide : t.show}
      </Button>
      {open && <AccountActs one={one} onChanged={onChanged} />}
    </li>
  )
}
