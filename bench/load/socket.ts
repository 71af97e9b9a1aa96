import { once } from 'node:events'
import { connect } from 'node:net'

export type Answer = { status: number; head: string; body: string }
/** One keep-alive connection; one request at a time. */
export type Line = { ask(request: Buffer): Promise<Answer>; close(): void }

/** HTTP/1.1 by hand: a load generator that shares the machine with what it measures must cost next to nothing. */
export async function openLine(port: number): Promise<Line> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  let waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | undefined
  let got = Buffer.alloc(0)
  const fail = (error: Error) => waiting?.reject(error)
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('the server closed the connection')))
  socket.on('data', (chunk) => {
    got = got.length === 0 ? chunk : Buffer.concat([got, chunk])
    const answer = readAnswer(got)
    if (!answer) return
    got = Buffer.alloc(0)
    waiting?.resolve(answer)
  })
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        socket.write(request)
      }),
    close: () => void socket.destroy(),
  }
}

function readAnswer(bytes: Buffer): Answer | undefined {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const head = bytes.toString('latin1', 0, end)
  const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
  if (bytes.length < end + 4 + length) return undefined
  return {
    status: Number(head.slice(9, 12)),
    head,
    // Read where somebody wants it: most answers of a load are not looked at, and a text of each is garbage to clear.
    get body() {
      return bytes.toString('utf8', end + 4, end + 4 + length)
    },
  }
}

export type Request = {
  path: string
  body?: Record<string, unknown> | undefined
  cookie?: string | undefined
  key?: string | undefined
}

let address = 0

/** Each request comes from an address of its own: the server's allowance for one address is not what is measured. */
export function encode({ path, body, cookie, key }: Request): Buffer {
  address = (address + 1) % 0xff_ff_ff
  const text = body === undefined ? '' : JSON.stringify(body)
  const lines = [
    `${body === undefined ? 'GET' : 'POST'} ${path} HTTP/1.1`,
    'host: localhost',
    `x-forwarded-for: 10.${(address >> 16) & 255}.${(address >> 8) & 255}.${address & 255}`,
    ...(cookie === undefined ? [] : [`cookie: ${cookie}`]),
    ...(key === undefined ? [] : [`idempotency-key: ${key}`]),
    ...(body === undefined ? [] : ['content-type: application/json', `content-length: ${Buffer.byteLength(text)}`]),
  ]
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${text}`)
}
