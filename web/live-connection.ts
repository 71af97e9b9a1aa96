/**
 * The stream `GET /api/live?topics=…` read by fetch rather than EventSource, which cannot send `Last-Event-ID` when the topics change.
 * It runs in the SharedWorker, and in the page where there is none, so it uses nothing of either.
 */
export type LiveMessage =
  { kind: 'fact'; topic: string; id: string } | { kind: 'reset' } | { kind: 'state'; connected: boolean }

export type Port = { follow: (topics: readonly string[]) => void }

const firstDelay = 1_000
const longestDelay = 30_000

export function connect(deliver: (message: LiveMessage) => void): Port {
  let topics = ''
  let lastId = ''
  let current: AbortController | undefined

  /** `blind`: back after a break before which nothing was heard, so that no id can tell what was missed. */
  async function read(signal: AbortSignal, blind: boolean): Promise<void> {
    const headers = new Headers({ accept: 'text/event-stream' })
    if (lastId) headers.set('last-event-id', lastId)
    const response = await fetch(`/api/live?topics=${encodeURIComponent(topics)}`, { headers, signal })
    if (!response.ok || !response.body) throw new Error(`live: ${response.status}`)
    deliver({ kind: 'state', connected: true })
    if (blind) deliver({ kind: 'reset' })
    const parser = eventParser((event) => {
      if (event.id) lastId = event.id
      for (const message of messagesOf(event)) deliver(message)
    })
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) parser(chunk.value)
  }

  async function keep(signal: AbortSignal): Promise<void> {
    for (let delay = firstDelay, again = false; !signal.aborted; delay = Math.min(longestDelay, delay * 2)) {
      const since = Date.now()
      await read(signal, again && !lastId).catch(() => undefined)
      if (signal.aborted) return
      deliver({ kind: 'state', connected: false })
      again = true
      if (Date.now() - since > longestDelay) delay = firstDelay
      // Spread over half the delay, so that a restarted server is not met by everyone at once.
      await new Promise((resolve) => setTimeout(resolve, delay * (0.5 + Math.random() / 2)))
    }
  }

  return {
    follow(wanted) {
      const next = wanted.join(',')
      if (next === topics) return
      topics = next
      current?.abort()
      current = next ? new AbortController() : undefined
      if (current) void keep(current.signal)
    },
  }
}

export type ServerEvent = { id: string; type: string; data: string }

/** Feeds on chunks cut anywhere; gives whole events (the `text/event-stream` of the HTML standard). */
export function eventParser(give: (event: ServerEvent) => void): (chunk: string) => void {
  let rest = ''
  return (chunk) => {
    const blocks = (rest + chunk).replaceAll('\r\n', '\n').split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const event: ServerEvent = { id: '', type: 'message', data: '' }
      for (const line of block.split('\n')) {
        const [field = '', ...after] = line.split(':')
        const value = after.join(':').replace(/^ /, '')
        if (field === 'id') event.id = value
        if (field === 'event') event.type = value
        if (field === 'data') event.data += event.data ? `\n${value}` : value
      }
      if (event.data || event.type === 'reset') give(event)
    }
  }
}

function messagesOf(event: ServerEvent): LiveMessage[] {
  if (event.type === 'reset') return [{ kind: 'reset' }]
  const body: unknown = JSON.parse(event.data)
  return (Array.isArray(body) ? body : [body]).filter(isNamed).map(({ topic, id }) => ({ kind: 'fact', topic, id }))
}

const isNamed = (value: unknown): value is { topic: string; id: string } =>
  typeof value === 'object' && value !== null && 'topic' in value && typeof value.topic === 'string'
