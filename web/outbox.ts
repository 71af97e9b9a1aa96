import { createStore, del, set, values, type UseStore } from 'idb-keyval'
import { useSyncExternalStore } from 'react'
import { api, isOffline, newKey, Problem, request, type Input, type OperationName } from './api.ts'
import { sendPhoto, sendRecording } from './photos.ts'
import { sendFile } from './uploads.ts'

/**
 * Commands that were made without a connection, kept on the device with their files and sent once it is back. Each goes under one
 * Idempotency-Key, so that a lost answer or a second tab does the work once. An entry is sent only as the person who made it.
 */

/** `at`: the field of the input whose list takes the upload's id: `photos`, `papers.0.files`. */
export type EntryFile = {
  at: string
  file: File
  /** what belongs to a report goes its own way, without the session: a photo, which is drawn anew, and a recording */
  by?: 'upload' | 'photo' | 'recording' | undefined
  upload?: string | undefined
}

export type EntryState = 'waiting' | 'sending' | 'sign-in' | 'refused' | 'sent'

export type Entry = {
  /** also its Idempotency-Key */
  id: string
  /** of the account that made it; empty for nobody signed in */
  account: string
  operation: OperationName
  input: object
  title: string
  files: readonly EntryFile[]
  /** goes without the session: nothing may lead to who sent it */
  nobody?: boolean | undefined
  /** Of two entries in one slot, the later stands for both; it goes away by itself once sent. */
  slot?: string | undefined
  writtenAt: string
  state: EntryState
  /** why the server refused it, in the person's language */
  problem?: string | undefined
  answer?: unknown
}

export type Order<Name extends OperationName> = {
  operation: Name
  input: Input<Name>
  files?: readonly EntryFile[]
  /** how the person would call it: "Phản ánh: Ổ gà trên đường Lê Duẩn" */
  title: string
  nobody?: boolean
  slot?: string
}

const retryMilliseconds = 30_000
/** A connection that is said to be back is often not there yet. */
const afterComingBack = [0, 2_000, 6_000]

let kept: UseStore | undefined
const store = (): UseStore => (kept ??= createStore('tinhso-outbox', 'entries'))

let owner = ''
let list: readonly Entry[] = []
let busy = false
const listeners = new Set<() => void>()
let tabs: BroadcastChannel | undefined

const show = (next: readonly Entry[]): void => {
  list = next.toSorted((a, b) => (a.writtenAt < b.writtenAt ? -1 : 1))
  for (const listener of listeners) listener()
}

const load = async (): Promise<void> => show(await values<Entry>(store()))

async function put(entry: Entry): Promise<Entry> {
  await set(entry.id, entry, store())
  show([...list.filter(({ id }) => id !== entry.id), entry])
  tabs?.postMessage('changed')
  return entry
}

async function remove(entry: Entry): Promise<void> {
  await del(entry.id, store())
  show(list.filter(({ id }) => id !== entry.id))
  tabs?.postMessage('changed')
}

/** Keeps a command and tries to send it. @returns its id, by which `useOutbox` shows what became of it */
export async function enqueue<Name extends OperationName>(order: Order<Name>): Promise<string> {
  const { operation, input, files = [], title, slot, nobody } = order
  if (slot !== undefined) await forgetSlot(slot)
  const fresh = { id: newKey(), account: owner, writtenAt: new Date().toISOString(), state: 'waiting' as const }
  const { id } = await put({ ...fresh, operation, input, files, title, slot, nobody })
  void sendAll()
  return id
}

/** What stood in the slot has been done in another way. One that is just being sent is left alone. */
export async function forgetSlot(slot: string): Promise<void> {
  const inSlot = (entry: Entry) => entry.slot === slot && entry.account === owner && entry.state !== 'sending'
  for (const entry of list.filter(inSlot)) await remove(entry)
}

/** Tries a refused entry again, as a new command of whoever is here now. */
export async function resend(entry: Entry): Promise<void> {
  const files = entry.files.map(({ at, file, by }) => ({ at, file, by }))
  await remove(entry)
  await put({ ...entry, id: newKey(), account: owner, files, state: 'waiting', problem: undefined })
  void sendAll()
}

export const discard = remove

/** At sign-out: the next person at this device finds nothing. */
export async function forgetOutbox(account: string): Promise<void> {
  for (const entry of list.filter((one) => one.account === account)) await remove(entry)
}

export function useOutbox(): readonly Entry[] {
  return useSyncExternalStore(subscribe, () => list)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Sends for this person from now on: at once, when the connection comes back, and from time to time. @returns the end of it */
export function startOutbox(account: string): () => void {
  owner = account
  const again = () => void sendAll()
  const reload = () => void load()
  const back = () => {
    for (const wait of afterComingBack) setTimeout(again, wait)
  }
  addEventListener('online', back)
  tabs = 'BroadcastChannel' in globalThis ? new BroadcastChannel('tinhso-outbox') : undefined
  tabs?.addEventListener('message', reload)
  const timer = setInterval(again, retryMilliseconds)
  // A browser that keeps nothing for us has no outbox: pages then say so when they try to keep something.
  load().then(again, () => undefined)
  return () => {
    removeEventListener('online', back)
    tabs?.close()
    tabs = undefined
    clearInterval(timer)
  }
}

const isDue = ({ state }: Entry): boolean => state !== 'refused' && state !== 'sent'

async function sendAll(): Promise<void> {
  if (busy || !list.some(isDue)) return
  busy = true
  try {
    await alone(async () => {
      await load()
      for (const entry of list.filter(isDue)) await sendOne(entry)
    })
  } catch (error) {
    if (!mayPass(error)) throw error
  } finally {
    busy = false
  }
}

/** One tab at a time, where the browser can say so; elsewhere the key alone keeps a command from being done twice. */
const alone = (work: () => Promise<void>): Promise<void> =>
  'locks' in navigator ? navigator.locks.request('tinhso-outbox', work) : work()

const mayPass = (error: unknown): boolean =>
  isOffline(error) || (error instanceof Problem && (error.status === 429 || error.status >= 500))

/** @throws what may pass by itself: the rest of the queue then waits too */
async function sendOne(entry: Entry): Promise<void> {
  // Asked anew each time: a session that has ended would send a person's words as nobody's.
  const me = await api.query('people.me', {})
  if (!entry.nobody && (me.signedIn ? me.id : '') !== entry.account)
    return void (await put({ ...entry, state: 'sign-in' }))
  let current = await put({ ...entry, state: 'sending', problem: undefined })
  try {
    current = await sendFiles(current)
    const answer = await sendCommand(current)
    if (current.slot !== undefined) return await remove(current)
    await put({ ...current, files: [], state: 'sent', answer })
  } catch (error) {
    if (mayPass(error)) await put({ ...current, state: 'waiting' })
    if (!(error instanceof Problem) || mayPass(error)) throw error
    await put({ ...current, state: 'refused', problem: error.message })
  }
}

/** Each file's upload is kept as soon as the server has it: what was sent is not sent again. */
async function sendFiles(entry: Entry): Promise<Entry> {
  let current = entry
  for (const [index, { file, by, upload }] of entry.files.entries()) {
    if (upload !== undefined) continue
    const quiet = { onProgress: () => undefined, signal: new AbortController().signal }
    const id =
      by === 'photo'
        ? (await sendPhoto(file)).id
        : by === 'recording'
          ? await sendRecording(file)
          : (await sendFile(file, quiet)).id
    const files = current.files.map((one, at) => (at === index ? { ...one, upload: id } : one))
    current = await put({ ...current, files })
  }
  return current
}

function sendCommand({ id, operation, input, files, nobody }: Entry): Promise<unknown> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': id }
  const body = JSON.stringify(withUploads(input, files))
  return request(`/api/${operation}`, { method: 'POST', headers, body, credentials: nobody ? 'omit' : 'same-origin' })
}

/** The input with the uploads in the lists that they belong to. */
export const withUploads = (input: object, files: readonly EntryFile[]): unknown =>
  files.reduce<unknown>((filled, { at, upload }) => addAt(filled, at.split('.'), upload), input)

function addAt(value: unknown, [key, ...rest]: readonly string[], upload: unknown): unknown {
  if (key === undefined) return [...(Array.isArray(value) ? value : []), upload]
  if (Array.isArray(value))
    return value.map((one: unknown, at) => (String(at) === key ? addAt(one, rest, upload) : one))
  const fields: object = typeof value === 'object' && value !== null ? value : {}
  const inner: unknown = Reflect.get(fields, key)
  return { ...fields, [key]: addAt(inner, rest, upload) }
}
