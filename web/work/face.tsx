import {
  IconInbox,
  IconKeyboard,
  IconMessageReport,
  IconSearch,
  IconTool,
  IconUserPlus,
  IconUsers,
} from '@tabler/icons-react'
import { Link, Outlet } from '@tanstack/react-router'
import { useState } from 'react'
import { useCommand } from '../api.ts'
import { ErrorState } from '../components/error-state.tsx'
import { Bell } from '../components/bell.tsx'
import { Mark } from '../components/mark.tsx'
import { LanguageSwitch } from '../components/language-switch.tsx'
import { useMe } from '../components/use-me.ts'
import { useOnline } from '../components/use-online.ts'
import { say, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { EmptyState, Skeleton } from '../ui/state.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { CounterLink } from './counter-link.tsx'
import { DeskLink } from './desk-link.tsx'
import { DutyLinks } from './duty-links.tsx'
import { KeyList } from './key-list.tsx'
import { useNetwork } from './network.ts'
import { AnnounceLink } from './notice-tabs.tsx'
import { isReceptionist, topicsOf, useOfficial } from './session.ts'
import { useWork } from './use-work.ts'
import styles from './face.module.css'

export function WorkFace() {
  const messages = useMessages()
  const t = useWork()
  const [help, setHelp] = useState(false)
  useKeys({ '?': () => setHelp(!help), ...(help && { Escape: () => setHelp(false) }) })
  return (
    <div className={styles.face}>
      <a className="skip-link" href="#content">
        {messages.skip}
      </a>
      <Header onHelp={() => setHelp(!help)} />
      <Offline />
      {help && <KeyList onClose={() => setHelp(false)} />}
      <Guard text={t.officialText} title={t.official} />
    </div>
  )
}

function Guard({ title, text }: { title: string; text: string }) {
  const messages = useMessages()
  const me = useMe()
  if (me.isPending) return <Skeleton label={messages.loading} lines={6} />
  if (me.data?.kind === 'official') return <Outlet />
  if (me.isError) {
    return (
      <main id="content" className={styles.guard}>
        <ErrorState error={me.error} onRetry={() => void me.refetch()} />
      </main>
    )
  }
  return (
    <main id="content" className={styles.guard}>
      <h1 className="visually-hidden">{title}</h1>
      <EmptyState
        title={title}
        text={text}
        action={
          <Link className={buttonClass()} to={paths.signIn} search={{ next: location.pathname + location.search }}>
            {messages.signIn}
          </Link>
        }
      />
    </main>
  )
}

function Header({ onHelp }: { onHelp: () => void }) {
  const messages = useMessages()
  const t = useWork()
  const { posts } = useOfficial()
  return (
    <header className={styles.header}>
      <Link to={paths.work} className={styles.house} aria-label={`${messages.house} ${t.face}`}>
        <Mark size={24} />
        <span>
          {messages.house} <span className={styles.faceName}>{t.face}</span>
        </span>
      </Link>
      {posts.length > 0 && (
        <nav className={styles.nav} aria-label={messages.menu}>
          <Link to={paths.work} activeOptions={{ exact: true, includeSearch: false }}>
            <IconInbox size={18} aria-hidden />
            {t.nav.inbox}
          </Link>
          {posts.some(isReceptionist) && (
            <Link to={paths.workReception}>
              <IconUserPlus size={18} aria-hidden />
              {t.nav.reception}
            </Link>
          )}
          {posts.some(isReceptionist) && <CounterLink />}
          <Link to={paths.workSearch}>
            <IconSearch size={18} aria-hidden />
            {t.nav.search}
          </Link>
          <Link to={paths.workLoad}>
            <IconUsers size={18} aria-hidden />
            {t.nav.load}
          </Link>
          <Link to={paths.workReports}>
            <IconMessageReport size={18} aria-hidden />
            {t.nav.reports}
          </Link>
          <AnnounceLink />
          <DeskLink />
          <DutyLinks />
          {posts.some(({ role }) => role === 'system-operator') && (
            <Link to={paths.workUpkeep}>
              <IconTool size={18} aria-hidden />
              {t.nav.upkeep}
            </Link>
          )}
        </nav>
      )}
      <div className={styles.me}>
        {posts.length > 0 && <NetworkMark />}
        <Button kind="plain" small onClick={onHelp} shortcut="?" aria-label={t.keys.button}>
          <IconKeyboard size={18} aria-hidden />
        </Button>
        <Bell to={paths.workNotices} />
        <LanguageSwitch />
        <Person />
      </div>
    </header>
  )
}

function Offline() {
  const { networkGone } = useWork()
  const online = useOnline()
  return (
    <p className={styles.offline} role="status" hidden={online}>
      {online ? '' : networkGone}
    </p>
  )
}

function NetworkMark() {
  const { network } = useWork()
  const { posts } = useOfficial()
  const state = useNetwork(topicsOf(posts))
  return (
    <span className={styles.network} data-state={state} role="status">
      <span className={styles.networkDot} aria-hidden />
      <span className={styles.networkWords}>{network[state]}</span>
    </span>
  )
}

function Person() {
  const messages = useMessages()
  const locale = useLocale()
  const { name, posts } = useOfficial()
  const signOut = useCommand('people.sign-out')
  const [post] = posts
  if (!post) return null
  // Loaded anew, so that no part of the page goes on asking for what is the official's.
  const leave = () => signOut.mutate({}, { onSuccess: () => location.assign(paths.signIn) })
  return (
    <>
      <Link className={styles.who} to={paths.workAccount}>
        <strong>{name}</strong>
        <small>{[post.roleName, post.unitName].flatMap((text) => (text ? [say(text, locale)] : [])).join(' · ')}</small>
      </Link>
      <Button kind="plain" small onClick={leave} busy={signOut.isPending}>
        {messages.signOut}
      </Button>
    </>
  )
}
