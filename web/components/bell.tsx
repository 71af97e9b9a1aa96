import { useQuery, useQueryClient } from '@tanstack/react-query'
import { IconBell } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { ask } from '../api.ts'
import { useLive } from '../live.ts'
import { useMessages } from '../messages/use-messages.ts'
import type { paths } from '../paths.ts'
import { useMe } from './use-me.ts'
import styles from './bell.module.css'

/** What a person is told of is written a moment after the fact that the live stream brings. */
const laterMilliseconds = 1_200

export function Bell({ to }: { to: typeof paths.notices | typeof paths.workNotices }) {
  const { notices } = useMessages()
  const me = useMe()
  const signedIn = me.data?.signedIn ?? false
  const count = useQuery({ ...ask('notices.count-unread', {}), enabled: signedIn, refetchInterval: 60_000 })
  useNoticesLive(signedIn ? me.data?.id : undefined)
  if (!signedIn) return null
  const unread = count.data?.unread ?? 0
  return (
    <Link to={to} className={styles.bell} aria-label={notices.bell(unread)} title={notices.bell(unread)}>
      <IconBell size={22} stroke={1.75} aria-hidden />
      {unread > 0 && (
        <span className={styles.count} aria-hidden>
          {unread > 99 ? '99+' : unread}
        </span>
      )}
    </Link>
  )
}

function useNoticesLive(account: string | undefined): void {
  const client = useQueryClient()
  const timer = useRef<number>(undefined)
  useEffect(() => () => window.clearTimeout(timer.current), [])
  useLive(account === undefined ? [] : [`account:${account}`, 'notices'], [], (message) => {
    if (message.kind !== 'fact') return
    window.clearTimeout(timer.current)
    // Spread out: a notice to everybody must not bring everybody back in the same moment.
    timer.current = window.setTimeout(
      () => {
        void client.invalidateQueries({ queryKey: ['notices.count-unread'] })
        void client.invalidateQueries({ queryKey: ['notices.list'] })
      },
      laterMilliseconds + Math.random() * 800,
    )
  })
}
