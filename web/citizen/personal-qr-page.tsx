import { IconShieldCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { api, isOffline } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useMessages } from '../messages/use-messages.ts'
import { usePersonalQr } from '../messages/use-personal-qr.ts'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { Qr } from '../ui/qr.tsx'
import page from './page.module.css'
import styles from './personal-qr.module.css'

/** What a person shows at a counter: a large code on white, which renews itself. */
export function PersonalQrPage() {
  const words = usePersonalQr()
  const { house } = useMessages()
  const code = useCode()
  useAwake()
  return (
    <div className={page.narrow}>
      <PageTitle title={words.title} lead={words.lead} house={house} />
      <QueryState query={code}>
        {(shown) => (
          <Shown
            key={shown.token}
            shown={shown}
            offline={isOffline(code.error ?? code.failureReason)}
            busy={code.isFetching}
            onAgain={() => void code.refetch()}
          />
        )}
      </QueryState>
      <section className={page.section}>
        <h2>{words.about}</h2>
        <ul className={styles.facts}>
          {words.facts.map((fact) => (
            <li key={fact}>
              <IconShieldCheck size={20} stroke={1.75} aria-hidden />
              {fact}
            </li>
          ))}
        </ul>
        <Link to={paths.looks}>{words.looks}</Link>
      </section>
    </div>
  )
}

const renewMilliseconds = 40_000
const retryMilliseconds = 5_000

/** A command, so that no worker of the browser keeps its answer. A code in the making is never older than it says. */
function useCode() {
  return useQuery({
    queryKey: ['people.show-personal-qr'],
    queryFn: async ({ signal }) => {
      const asked = Date.now()
      const shown = await api.command('people.show-personal-qr', {}, { signal })
      return { ...shown, until: asked + shown.validSeconds * 1000 }
    },
    refetchInterval: ({ state }) => (state.error ? retryMilliseconds : renewMilliseconds),
    staleTime: renewMilliseconds,
    gcTime: 0,
    retry: false,
  })
}

type ShownProps = {
  shown: { token: string; name: string; until: number }
  offline: boolean
  busy: boolean
  onAgain: () => void
}

function Shown({ shown, offline, busy, onAgain }: ShownProps) {
  const words = usePersonalQr()
  const left = useSecondsTo(shown.until)
  return (
    <>
      <div className={styles.card}>
        <p className={styles.name}>{shown.name}</p>
        <div className={styles.code}>
          {left > 0 ? (
            <Qr text={shown.token} label={words.code} size={360} />
          ) : (
            <div className={styles.gone}>
              <p className={styles.goneTitle}>{words.gone}</p>
              <p>{words.goneText}</p>
              <Button busy={busy} onClick={onAgain}>
                {words.again}
              </Button>
            </div>
          )}
        </div>
        {left > 0 && !offline && (
          <p className={styles.left} role="timer">
            {words.left(left)}
          </p>
        )}
      </div>
      {offline && (
        <Notice kind="watch" title={words.offline}>
          {left > 0 ? words.offlineLeft(left) : words.offlineGone}
        </Notice>
      )}
    </>
  )
}

const tickMilliseconds = 250

function useSecondsTo(until: number): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tickMilliseconds)
    return () => clearInterval(timer)
  }, [])
  return Math.max(0, Math.ceil((until - now) / 1000))
}

/** A screen that goes dark in the queue helps nobody; a phone that cannot be kept awake does without. */
function useAwake(): void {
  useEffect(() => {
    if (!('wakeLock' in navigator)) return
    let kept: WakeLockSentinel | undefined
    let left = false
    const keep = async () => {
      if (document.visibilityState !== 'visible') return
      kept = await navigator.wakeLock.request('screen').catch(() => undefined)
      if (left) await kept?.release()
    }
    const again = () => void keep()
    again()
    document.addEventListener('visibilitychange', again)
    return () => {
      left = true
      document.removeEventListener('visibilitychange', again)
      void kept?.release()
    }
  }, [])
}
