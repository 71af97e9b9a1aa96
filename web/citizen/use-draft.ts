import { useCallback, useEffect, useRef, useState } from 'react'
import { api, isOffline, newKey, newUuid, type Input, type Output } from '../api.ts'
import { isDraft } from '../components/form/answers.ts'
import { enqueue, forgetSlot } from '../outbox.ts'
import { findOnDevice, forgetOnDevice, keepOnDevice, type Written } from './drafts.ts'

/** `unsaved`: no connection, tried again by itself. `kept`: the server refused, the device has it. */
export type SaveState = 'untouched' | 'saving' | 'saved' | 'unsaved' | 'kept'

export type DraftState = {
  written: Written
  change: (written: Written) => void
  state: SaveState
  /** When the draft that was found was written; undefined for a new one. */
  resumedFrom: string | undefined
  discard: () => void
  /** It has been filed: the server has taken its copy away, and so does the device. */
  filed: () => void
}

const serverDelay = 1_500
const retryDelay = 10_000

/** Whose: of the account, or of the mandate by which it is written for another. */
type DraftOf = { account: string; procedure: string; mandate?: string }

const slotOf = (procedure: string, mandate: string | undefined) =>
  mandate === undefined ? `draft/${procedure}` : `draft/${procedure}/${mandate}`
const under = (mandate: string | undefined) => (mandate === undefined ? {} : { mandate })

const nothing = (): Written => ({ answers: {}, files: {}, key: newKey(), savedAt: '' })

/**
 * What is being written, kept on the device with every key and, for a person who is signed in, on the server when they pause.
 * Whichever of the two is newer is taken up again.
 */
export function useDraft(
  { account, procedure, mandate }: DraftOf,
  ready: boolean,
  title: string,
): Partial<DraftState> & Omit<DraftState, 'written'> {
  const [written, setWritten] = useState<Written>()
  const [resumedFrom, setResumedFrom] = useState<string>()
  const [state, setState] = useState<SaveState>('untouched')
  const latest = useRef<Written>(undefined)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const holder = mandate === undefined ? account : `${account}/${mandate}`

  const put = useCallback((next: Written) => {
    latest.current = next
    setWritten(next)
  }, [])

  useEffect(() => {
    if (!ready) return
    let left = false
    const device = findOnDevice(holder, procedure)
    const load = async () => {
      const server = account ? await findOnServer(procedure, mandate) : undefined
      if (left) return
      const found = [device, server].filter((one) => one !== undefined).sort(newestFirst)[0]
      setResumedFrom(found?.savedAt)
      // The other copy's draft is the same one on the server.
      put(found ? { ...found, id: found.id ?? server?.id } : nothing())
    }
    void load()
    return () => {
      left = true
      clearTimeout(timer.current)
    }
  }, [account, holder, procedure, mandate, ready, put])

  const save = useCallback(async () => {
    const sent = latest.current
    if (!sent || !account) return
    const slot = slotOf(procedure, mandate)
    const draft = { ...draftOf(procedure, sent), ...under(mandate) }
    // Kept before it is sent: an answer may be lost.
    if (latest.current) put({ ...latest.current, id: draft.id })
    try {
      await api.command('cases.save-draft', draft)
      void forgetSlot(slot)
      if (latest.current?.savedAt === sent.savedAt) setState('saved')
    } catch (error) {
      // A refusal would be the same again; a lost connection comes back.
      setState(isOffline(error) ? 'unsaved' : 'kept')
      // The page may be closed before the connection is back: then the outbox sends it.
      if (isOffline(error))
        await enqueue({ operation: 'cases.save-draft', input: draft, slot, title }).catch(() => undefined)
    }
  }, [account, procedure, mandate, title, put])

  useRetry(state === 'unsaved', save)

  const change = useCallback(
    (next: Written) => {
      const stamped = { ...next, savedAt: new Date().toISOString() }
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
    setResumedFrom(undefined)
    setState('untouched')
    put(nothing())
  }, [holder, procedure, mandate, put])

  const discard = () => {
    const id = latest.current?.id
    filed()
    if (id) void api.command('cases.discard-draft', { id, ...under(mandate) }).catch(() => undefined)
  }

  return { ...(written && { written }), change, state, resumedFrom, discard, filed }
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

const newestFirst = (one: Written, other: Written) => other.savedAt.localeCompare(one.savedAt)

/** Without a connection the device's copy is all there is, and it is enough. */
async function findOnServer(procedure: string, mandate: string | undefined): Promise<Written | undefined> {
  try {
    const { items } = await api.query('cases.list-drafts', under(mandate))
    const mine = items.find((draft) => draft.procedure.code === procedure)
    return mine && fromServer(await api.query('cases.get-draft', { id: mine.id, ...under(mandate) }))
  } catch {
    return undefined
  }
}

function fromServer(draft: Output<'cases.get-draft'>): Written {
  return {
    id: draft.id,
    answers: isDraft(draft.answers) ? draft.answers : {},
    files: Object.fromEntries(draft.papers.map((paper) => [paper.id, paper.files])),
    own: Object.fromEntries(draft.papers.flatMap(({ id, own }) => (own.length > 0 ? [[id, own]] : []))),
    unit: draft.competentUnit,
    changed: draft.changed,
    key: draft.id,
    savedAt: draft.savedAt,
  }
}

const draftOf = (procedure: string, written: Written): Input<'cases.save-draft'> => ({
  procedure,
  // Named here, so that a second try writes over the first although its answer was lost.
  id: written.id ?? newUuid(),
  ...(written.unit && { competentUnit: written.unit }),
  answers: written.answers,
  papers: papersOf(written),
})

export function papersOf({ files, own = {} }: Written) {
  const slots = [...new Set([...Object.keys(files), ...Object.keys(own)])]
  return slots
    .map((id) => ({ id, files: (files[id] ?? []).map((file) => file.id), own: [...(own[id] ?? [])] }))
    .filter((paper) => paper.files.length + paper.own.length > 0)
}

/** How many things were handed in for a paper: files, and papers of the person's own store. */
export const handedIn = ({ files, own }: Written, paper: string): number =>
  (files[paper]?.length ?? 0) + (own?.[paper]?.length ?? 0)
