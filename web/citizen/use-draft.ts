import { useCallback, useEffect, useRef, useState } from 'react'
import { api, newKey } from '../api.ts'
import { forgetSlot } from '../outbox.ts'
import { findOnServer, sendDraft, slotOf, under } from './account-drafts.ts'
import { findOnDevice, forgetOnDevice, keepOnDevice, meet, overwriting, type Meeting, type Written } from './drafts.ts'

/** `unsaved`: no connection, tried again by itself. `kept`: the server refused, the device has it. */
export type SaveState = 'untouched' | 'saving' | 'saved' | 'unsaved' | 'kept'

export type DraftState = {
  written: Written
  change: (written: Written) => void
  state: SaveState
  /** When the draft that was found was written; undefined for a new one. */
  resumedFrom: string | undefined
  discard: () => void
  /** What the account keeps, where both were written on: the person chooses. */
  rival: Written | undefined
  choose: (which: 'device' | 'account') => void
  /** It has been filed: the server has taken its copy away, and so does the device. */
  filed: () => void
}

const serverDelay = 1_500
const retryDelay = 10_000

/** Whose: of the account, or of the mandate by which it is written for another. */
type DraftOf = { account: string; procedure: string; mandate?: string | undefined }

const nothing = (): Written => ({ answers: {}, files: {}, key: newKey(), savedAt: '' })

/**
 * What is being written, kept on the device with every key and, for a person who is signed in, on the server when they pause.
 * Whichever goes on from the other is taken up again; where both were written on, the person chooses.
 */
export function useDraft(
  { account, procedure, mandate }: DraftOf,
  ready: boolean,
  title: string,
): Partial<DraftState> & Omit<DraftState, 'written'> {
  const [written, setWritten] = useState<Written>()
  const latest = useRef<Written>(undefined)
  const put = useCallback((next: Written) => setWritten((latest.current = next)), [])
  const [state, setState] = useState<SaveState>('untouched')
  const [found, setFound] = useState<Meeting>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const holder = mandate === undefined ? account : `${account}/${mandate}`
  useEffect(() => {
    if (!ready) return
    let left = false
    void findBoth({ account, procedure, mandate }, holder).then((both) => {
      if (left) return
      setFound(both)
      put(both.take ?? nothing())
    })
    return () => {
      left = true
      clearTimeout(timer.current)
    }
  }, [account, holder, procedure, mandate, ready, put])

  const save = useCallback(async () => {
    const sent = latest.current
    if (!sent || !account) return
    const keep = (more: Partial<Written>) => {
      if (!latest.current) return
      put({ ...latest.current, ...more })
      keepOnDevice(holder, procedure, latest.current)
    }
    const outcome = await sendDraft(sent, { procedure, mandate, title }, keep)
    if (outcome === 'rivalled') setFound({ take: sent, rival: await findOnServer(procedure, mandate) })
    if (outcome !== 'saved') return setState(outcome === 'rivalled' ? 'kept' : outcome)
    // What was written meanwhile is on its way by itself.
    if (latest.current?.savedAt !== sent.savedAt) return
    keep({ unsent: false })
    setState('saved')
  }, [account, holder, procedure, mandate, title, put])

  useRetry(state === 'unsaved', save)

  const change = useCallback(
    (next: Written) => {
      const stamped = { ...next, savedAt: new Date().toISOString(), unsent: true }
      put(stamped)
      const kept = keepOnDevice(holder, procedure, stamped)
      setState(account ? 'saving' : kept ? 'saved' : 'unsaved')
      clearTimeout(timer.current)
      if (account) timer.current = setTimeout(() => void save(), serverDelay)
    },
    [account, holder, procedure, put, save],
  )

  const filed = useCallback(() => {
    clearTimeout(timer.current)
    forgetOnDevice(holder, procedure)
    void forgetSlot(slotOf(procedure, mandate))
    setFound(undefined)
    setState('untouched')
    put(nothing())
  }, [holder, procedure, mandate, put])

  const discard = () => {
    const id = latest.current?.id
    filed()
    if (id) void api.command('cases.discard-draft', { id, ...under(mandate) }).catch(() => undefined)
  }

  const choose = (which: 'device' | 'account') => {
    const rival = found?.rival
    if (!rival) return
    setFound({ take: latest.current })
    if (which === 'device') return change(overwriting(latest.current ?? nothing(), rival))
    void forgetSlot(slotOf(procedure, mandate))
    put(rival)
    keepOnDevice(holder, procedure, rival)
    setState('saved')
  }

  const resumed = { resumedFrom: found?.take?.savedAt, rival: found?.rival }
  return { ...(written && { written }), ...resumed, change, state, discard, filed, choose }
}

/** What the device keeps, and what the account does. */
async function findBoth({ account, procedure, mandate }: DraftOf, holder: string): Promise<Meeting> {
  const device = findOnDevice(holder, procedure)
  return meet(device, account ? await findOnServer(procedure, mandate) : undefined)
}

/** Tries again when the connection comes back, and from time to time. */
function useRetry(wanted: boolean, work: () => Promise<void>): void {
  useEffect(() => {
    if (!wanted) return
    const again = () => void work()
    const tries = setInterval(again, retryDelay)
    addEventListener('online', again)
    return () => {
      clearInterval(tries)
      removeEventListener('online', again)
    }
  }, [wanted, work])
}
