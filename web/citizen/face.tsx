import { IconFileText, IconFolder, IconHome, IconId, IconMessageReport, IconSearch } from '@tabler/icons-react'
import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { Bell } from '../components/bell.tsx'
import { Mark } from '../components/mark.tsx'
import { LanguageSwitch } from '../components/language-switch.tsx'
import { useMe } from '../components/use-me.ts'
import { useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { buttonClass } from '../ui/button.tsx'
import { ActingBanner } from './acting-banner.tsx'
import { DeviceStrips } from './device-strips.tsx'
import { DisplayChoice } from './display-choice.tsx'
import { Leave } from './leave.tsx'
import { OutboxTray } from './outbox-tray.tsx'
import styles from './face.module.css'

export function CitizenFace() {
  const messages = useMessages()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const content = useFocusOnNewPage(path)
  // On a phone the walk through a form has the bottom of the screen for its own next step.
  const walking = path.startsWith(paths.apply.replace('$code', ''))
  return (
    <div className={walking ? styles.walking : undefined} style={{ display: 'contents' }}>
      <a className="skip-link" href="#content">
        {messages.skip}
      </a>
      <Header />
      <ActingBanner />
      <DeviceStrips />
      <OutboxTray />
      <p className="print-only">
        {messages.house} – {messages.province}
      </p>
      <main id="content" className={styles.content} tabIndex={-1} ref={content}>
        <Outlet />
      </main>
      <Footer />
    </div>
  )
}

function Header() {
  const messages = useMessages()
  // A phone has room for five: one's papers, or the way to a case for whoever has not signed in.
  const mine = useMe().data?.kind === 'citizen'
  return (
    <header className={styles.header}>
      <div className={styles.bar}>
        <Link to={paths.home} className={styles.house}>
          <Mark />
          <span>
            <span className={styles.name}>{messages.house}</span>
            <span className={styles.province}>{messages.province}</span>
          </span>
        </Link>
        <nav className={styles.nav} aria-label={messages.menu}>
          <Link to={paths.home} className={styles.navHome} activeOptions={{ exact: true }}>
            <IconHome size={22} stroke={1.75} aria-hidden />
            {messages.nav.home}
          </Link>
          <Link to={paths.procedures}>
            <IconFileText size={22} stroke={1.75} aria-hidden />
            {messages.nav.procedures}
          </Link>
          <Link to={paths.board} className={styles.wideOnly}>
            {messages.nav.board}
          </Link>
          <Link to={paths.reports}>
            <IconMessageReport size={22} stroke={1.75} aria-hidden />
            {messages.nav.reports}
          </Link>
          <Link to={paths.track} className={mine ? styles.wideOnly : undefined}>
            <IconSearch size={22} stroke={1.75} aria-hidden />
            {messages.nav.track}
          </Link>
          <Link to={paths.papers} className={mine ? undefined : styles.wideOnly}>
            <IconId size={22} stroke={1.75} aria-hidden />
            {messages.nav.papers}
          </Link>
          <Link to={paths.mine} aria-label={messages.nav.mine}>
            <IconFolder size={22} stroke={1.75} aria-hidden />
            <span className={styles.wideWords}>{messages.nav.mine}</span>
            <span className={styles.phoneWords}>{messages.nav.mineShort}</span>
          </Link>
        </nav>
        <div className={styles.me}>
          <Bell to={paths.notices} />
          <LanguageSwitch />
          <Session />
        </div>
      </div>
    </header>
  )
}

function Session() {
  const messages = useMessages()
  const me = useMe()
  const here = useRouterState({ select: (state) => state.location })
  // Back to where the person was; from the sign-in page to where it was asked for, from home to their own face.
  const asked = here.pathname === paths.signIn ? here.search.next : here.href
  const next = here.pathname === paths.home ? undefined : asked
  if (me.isPending) return null
  if (!me.data?.signedIn) {
    return (
      <Link className={buttonClass({ kind: 'secondary', small: true })} to={paths.signIn} search={next ? { next } : {}}>
        {messages.signIn}
      </Link>
    )
  }
  return (
    <>
      <Link className={styles.who} to={paths.account}>
        {me.data.name}
      </Link>
      <Leave account={me.data.id} />
    </>
  )
}

function Footer() {
  const messages = useMessages()
  const me = useMe()
  return (
    <footer className={styles.footer}>
      <div className={styles.foot}>
        <p>{messages.footer.about}</p>
        <DisplayChoice />
        <nav className={styles.footLinks} aria-label={messages.footer.more}>
          <Link to={paths.board}>{messages.footer.board}</Link>
          <Link to={paths.news}>{messages.footer.news}</Link>
          {me.data?.signedIn && <Link to={paths.account}>{messages.footer.account}</Link>}
          <Link to={paths.verify}>{messages.footer.verify}</Link>
          <Link to={paths.work}>{messages.footer.work}</Link>
          {me.data?.demo && <Link to={paths.mailbox}>{messages.footer.mailbox}</Link>}
        </nav>
      </div>
    </footer>
  )
}

/** A change of page moves the reading point to its content, as a page load would; the first page is left alone. */
function useFocusOnNewPage(path: string) {
  const content = useRef<HTMLElement>(null)
  const last = useRef(path)
  useEffect(() => {
    if (last.current === path) return
    last.current = path
    content.current?.focus({ preventScroll: true })
  }, [path])
  return content
}
