import { sql } from 'kysely'
import type { Actor } from './actor.ts'
import type { Context } from './context.ts'
import { logEnd, readLog, type Position, type StoredEvent } from './events.ts'
import { accountMessages, isOwnTopic, takes, type Ownership } from './ownership.ts'

/** What screens may listen to. `after` names the consumer whose work must be done before the message goes out. */
export type Topic = {
  name: string
  types: readonly string[]
  /** topics and ids that an event touches, such as { topic: 'case:H50.…', id: 'H50.…' } */
  of: (event: StoredEvent) => readonly Message[]
  visible: (actor: Actor, topic: string) => boolean
  after?: string
}

/** A topic and an id, never personal data: the screen asks for the rest, with its own rights. */
export type Message = { topic: string; id: string }

export type Subscriber = {
  topics: ReadonlySet<string>
  send(id: string, messages: readonly Message[]): void
  reset(): void
}

export type Live = {
  subscribe(subscriber: Subscriber, lastEventId?: string): () => void
  /** The topic's rule for this actor; false for a topic that nobody declared. */
  visible(actor: Actor, topic: string): boolean
  wake(): void
  start(ctx: Context): void
  stop(): void
}

const kept = 2_000
const tickMilliseconds = 150
/** Commands that follow each other closely do not each ask the log. */
const restMilliseconds = 100
const idOf = (position: Position): string => `${position.epoch}.${position.writtenIn}.${position.seq}`

/** Follows the log for this process's subscribers; reads nothing while nobody listens. */
export function openLive(topics: readonly Topic[], ownerships: readonly Ownership[] = []): Live {
  const subscribers = new Set<Subscriber>()
  const recent: { id: string; messages: readonly Message[] }[] = []
  const groups = [...new Set([undefined, ...topics.map((topic) => topic.after)])]
  const positions = new Map<string | undefined, Position>()
  let timer: NodeJS.Timeout | undefined
  let running = false
  let ticked = 0
  let context: Context | undefined

  async function follow(ctx: Context, after: string | undefined): Promise<void> {
    const from = positions.get(after)
    if (!from) {
      positions.set(after, after ? await cursorOf(ctx, after) : await logEnd(ctx.db))
      return
    }
    const until = after ? await cursorOf(ctx, after) : undefined
    const events = (await readLog(ctx.db, from, 1_000)).filter((event) => !until || !isAfter(event, until))
    const last = events.at(-1)
    if (!last) return
    const mine = after ? [] : await accountMessages(ctx.db, ownerships, events)
    positions.set(after, last)
    publish(idOf(last), [...messagesOf(topics, after, events), ...mine])
  }

  function publish(id: string, messages: readonly Message[]): void {
    if (messages.length === 0) return
    recent.push({ id, messages })
    if (recent.length > kept) recent.splice(0, recent.length - kept)
    for (const subscriber of subscribers) deliver(subscriber, id, messages)
  }

  async function tick(): Promise<void> {
    if (running || !context || subscribers.size === 0) return
    running = true
    ticked = performance.now()
    try {
      for (const group of groups) await follow(context, group)
    } catch (error) {
      context.log.warn({ error }, 'live stream could not follow the log')
    } finally {
      running = false
    }
  }

  return {
    subscribe(subscriber, lastEventId) {
      if (subscribers.size === 0) {
        positions.clear() // nobody listened: what passed meanwhile is told by `reset`
        recent.length = 0
      }
      if (lastEventId) {
        const index = recent.findIndex((item) => item.id === lastEventId)
        if (index < 0) subscriber.reset()
        else for (const item of recent.slice(index + 1)) deliver(subscriber, item.id, item.messages)
      }
      subscribers.add(subscriber)
      void tick()
      return () => subscribers.delete(subscriber)
    },
    visible: (actor, topic) =>
      isOwnTopic(actor, topic) || topics.some((known) => owns(known, topic) && known.visible(actor, topic)),
    wake() {
      if (performance.now() - ticked > restMilliseconds) void tick()
    },
    start(ctx) {
      context = ctx
      timer = setInterval(() => void tick(), tickMilliseconds)
    },
    stop: () => clearInterval(timer),
  }
}

const owns = (known: Topic, topic: string): boolean => topic === known.name || topic.startsWith(`${known.name}:`)

function deliver(subscriber: Subscriber, id: string, messages: readonly Message[]): void {
  const wanted = messages.filter((message) => subscriber.topics.has(message.topic))
  if (wanted.length > 0) subscriber.send(id, wanted)
}

/** Each topic and id once, however many events touched it. */
function messagesOf(topics: readonly Topic[], after: string | undefined, events: readonly StoredEvent[]): Message[] {
  const messages = new Map<string, Message>()
  for (const topic of topics) {
    if (topic.after !== after) continue
    for (const event of events) {
      if (!takes(topic.types, event.type)) continue
      for (const message of topic.of(event)) messages.set(`${message.topic} ${message.id}`, message)
    }
  }
  return [...messages.values()]
}

function isAfter(a: Position, b: Position): boolean {
  if (a.epoch !== b.epoch) return a.epoch > b.epoch
  const [x, y] = [BigInt(a.writtenIn), BigInt(b.writtenIn)]
  return x === y ? a.seq > b.seq : x > y
}

async function cursorOf(ctx: Context, consumer: string): Promise<Position> {
  const { rows } = await sql<Position>`
    select epoch, written_in::text as "writtenIn", seq from core.cursor where consumer = ${consumer}`.execute(ctx.db)
  return rows[0] ?? { epoch: 0, writtenIn: '0', seq: 0 }
}
