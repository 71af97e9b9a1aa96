import { Problem, request } from './api.ts'

export const largestFile = 20 * 1024 * 1024
/** Small enough that a slow phone shows progress and loses little when the connection breaks; the server takes up to 1 MB. */
const pieceBytes = 256 * 1024
const tries = 8
const longestPause = 15_000

export type Sent = { id: string; digest: string; name: string; sizeBytes: number; extension: string }

export type Sending = {
  onProgress: (part: number) => void
  /** Told once the server has opened the upload, so that it can be resumed. */
  onOpened?: (id: string) => void
  /** An upload that broke off earlier. */
  resume?: string | undefined
  signal: AbortSignal
}

/** Sends a file in pieces; after a break it asks how far the server got, and goes on from there. */
export async function sendFile(file: File, sending: Sending): Promise<Sent> {
  const { signal } = sending
  const id = sending.resume ?? (await open(file, signal)).id
  sending.onOpened?.(id)
  let offset = sending.resume ? await offsetOf(id, signal) : 0
  for (let failures = 0; offset < file.size;) {
    try {
      offset = await sendPiece(id, file, offset, signal)
      failures = 0
      sending.onProgress(offset / file.size)
    } catch (error) {
      failures += 1
      if (!mayPass(error) || failures >= tries) throw error
      await pause(Math.min(longestPause, 500 * 2 ** failures), signal)
      offset = await offsetOf(id, signal).catch(() => offset)
    }
  }
  return readSent(await request(`/api/uploads/${id}/finish`, { method: 'POST', signal, ...json({}) }))
}

const mayPass = (error: unknown) => error instanceof Problem && (error.status === 0 || error.status >= 502)

const json = (body: object) => ({ body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })

async function open(file: File, signal: AbortSignal): Promise<{ id: string }> {
  const body = json({ name: file.name || 'tep', sizeBytes: file.size })
  return { id: text(await request('/api/uploads', { method: 'POST', signal, ...body }), 'id') }
}

async function offsetOf(id: string, signal: AbortSignal): Promise<number> {
  return number(await request(`/api/uploads/${id}`, { signal }), 'offset')
}

async function sendPiece(id: string, file: File, offset: number, signal: AbortSignal): Promise<number> {
  const headers = { 'content-type': 'application/octet-stream', 'upload-offset': String(offset) }
  const body = file.slice(offset, offset + pieceBytes)
  return number(await request(`/api/uploads/${id}`, { method: 'PATCH', headers, body, signal }), 'offset')
}

/** Waits, but no longer than until the connection is back. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      removeEventListener('online', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    addEventListener('online', done)
    signal.addEventListener('abort', done, { once: true })
  })
}

const part = (answer: unknown, name: string): unknown =>
  typeof answer === 'object' && answer !== null ? Object.entries(answer).find(([key]) => key === name)?.[1] : undefined

function text(answer: unknown, name: string): string {
  const value = part(answer, name)
  if (typeof value !== 'string') throw new Error(`the upload's answer has no ${name}`)
  return value
}

function number(answer: unknown, name: string): number {
  const value = part(answer, name)
  if (typeof value !== 'number') throw new Error(`the upload's answer has no ${name}`)
  return value
}

const readSent = (answer: unknown): Sent => ({
  id: text(answer, 'id'),
  digest: text(answer, 'digest'),
  name: text(answer, 'name'),
  extension: text(answer, 'extension'),
  sizeBytes: number(answer, 'sizeBytes'),
})
