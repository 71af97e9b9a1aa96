import { Worker } from 'node:worker_threads'
import type { Kind } from './templates.ts'
import type { Head } from './templates/template.ts'

export type Order = { number: number; kind: Kind; fields: unknown; head: Head }
export type Reply = { number: number; pdf: Uint8Array } | { number: number; error: string }

type Waiting = { done: (pdf: Buffer) => void; failed: (error: Error) => void }

/** The drawer is let go when nothing was drawn for so long: fonts and layout take some 60 MB. */
const idleMilliseconds = 30_000

let drawer: { worker: Worker; waiting: Map<number, Waiting>; idle: NodeJS.Timeout | undefined } | undefined
let lastNumber = 0

/** Draws a document in a thread of its own: a page takes 50 ms of work, and requests must not stand behind it. */
export function draw(kind: Kind, fields: unknown, head: Head): Promise<Buffer> {
  const { worker, waiting } = awake()
  const number = (lastNumber += 1)
  return new Promise((done, failed) => {
    waiting.set(number, { done, failed })
    worker.ref()
    worker.postMessage({ number, kind, fields, head } satisfies Order)
  })
}

function awake() {
  if (drawer) {
    clearTimeout(drawer.idle)
    return drawer
  }
  const worker = new Worker(new URL('./drawing-thread.ts', import.meta.url))
  const started = { worker, waiting: new Map<number, Waiting>(), idle: undefined }
  drawer = started
  worker.on('message', (reply: Reply) => settle(reply))
  worker.on('error', (error: Error) => abandon(started, error))
  worker.on('exit', () => abandon(started, new Error('the drawing thread ended')))
  return started
}

function settle(reply: Reply): void {
  if (!drawer) return
  const order = drawer.waiting.get(reply.number)
  drawer.waiting.delete(reply.number)
  if ('pdf' in reply) order?.done(Buffer.from(reply.pdf))
  else order?.failed(new Error(reply.error))
  if (drawer.waiting.size > 0) return
  // An idle thread keeps no process alive.
  drawer.worker.unref()
  const { worker } = drawer
  drawer.idle = setTimeout(() => void worker.terminate(), idleMilliseconds).unref()
}

function abandon(ended: NonNullable<typeof drawer>, error: Error): void {
  if (drawer === ended) drawer = undefined
  for (const order of ended.waiting.values()) order.failed(error)
  ended.waiting.clear()
}
