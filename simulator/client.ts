import { z } from 'zod'

/** A browser without a screen: one person's cookie on the public interface. */
export type Client = {
  query(operation: string, input?: Record<string, string | number>): Promise<unknown>
  command(operation: string, input: object, key?: string): Promise<unknown>
  upload(name: string, content: Buffer): Promise<string>
}

export class Refused extends Error {
  readonly code: string
  constructor(operation: string, code: string, title: string) {
    super(`${operation}: ${code} ${title}`)
    this.code = code
  }
}

const Problem = z.looseObject({ code: z.string().default('?'), title: z.string().default('') })
const Upload = z.object({ id: z.string() })

export function openClient(url: string): Client {
  let cookie = ''
  async function send(path: string, init: RequestInit): Promise<unknown> {
    const response = await fetch(`${url}${path}`, {
      ...init,
      headers: { ...init.headers, cookie },
      signal: AbortSignal.timeout(30_000),
    })
    const set = response.headers.getSetCookie()[0]
    if (set) cookie = set.split(';')[0] ?? ''
    const body: unknown = await response.json().catch(() => ({}))
    if (response.ok) return body
    const problem = Problem.parse(body)
    throw new Refused(path, problem.code, problem.title)
  }
  const json = { 'content-type': 'application/json' }
  return {
    query: (operation, input = {}) =>
      send(
        `/api/${operation}?${new URLSearchParams(Object.entries(input).map(([key, value]) => [key, String(value)]))}`,
        {},
      ),
    command: (operation, input, key) =>
      send(`/api/${operation}`, {
        method: 'POST',
        body: JSON.stringify(input),
        headers: { ...json, ...(key ? { 'idempotency-key': key } : {}) },
      }),
    async upload(name, content) {
      const begun = Upload.parse(
        await send('/api/uploads', {
          method: 'POST',
          headers: json,
          body: JSON.stringify({ name, sizeBytes: content.length }),
        }),
      )
      const headers = { 'content-type': 'application/octet-stream', 'upload-offset': '0' }
      await send(`/api/uploads/${begun.id}`, { method: 'PATCH', headers, body: new Uint8Array(content) })
      await send(`/api/uploads/${begun.id}/finish`, { method: 'POST', headers: json, body: '{}' })
      return begun.id
    },
  }
}
