import { get } from 'node:http'
import { z } from 'zod'

export type Position = { epoch: number; writtenIn: bigint; seq: number }
export type Heard = { at: number; upTo: Position; units: ReadonlySet<string> }

const Messages = z.array(z.object({ topic: z.string(), id: z.string() }))

export const positionOf = (id: string): Position => {
  const [epoch = '0', writtenIn = '0', seq = '0'] = id.split('.')
  return { epoch: Number(epoch), writtenIn: BigInt(writtenIn), seq: Number(seq) }
}

export const isUpTo = (a: Position, b: Position): boolean =>
  a.epoch !== b.epoch ? a.epoch < b.epoch : a.writtenIn !== b.writtenIn ? a.writtenIn < b.writtenIn : a.seq <= b.seq

/** Listens as an open map does, and notes when each message came and how far into the log it reaches. */
export async function listen(port: number, cookie: string): Promise<{ heard: readonly Heard[]; close(): void }> {
  const heard: Heard[] = []
  const request = get({ port, path: '/api/live?topics=map', headers: { cookie } })
  await new Promise<void>((resolve, reject) => {
    request.on('error', reject)
    request.on('response', (response) => {
      let got = ''
      response.setEncoding('utf8')
      response.on('error', () => undefined)
      response.on('data', (text: string) => {
        const at = performance.timeOrigin + performance.now()
        const parts = (got + text).split('\n\n')
        got = parts.pop() ?? ''
        for (const part of parts) take(part, at)
      })
      resolve()
    })
  })
  function take(part: string, at: number): void {
    const [, id, data] = /^id: (\S+)\ndata: (.*)$/.exec(part) ?? []
    if (id === undefined || data === undefined) return
    const units = new Set(Messages.parse(JSON.parse(data)).map((message) => message.id))
    heard.push({ at, upTo: positionOf(id), units })
  }
  request.on('error', () => undefined)
  return { heard, close: () => void request.destroy() }
}
