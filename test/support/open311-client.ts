import { XMLParser } from 'fast-xml-parser'
import { z } from 'zod'

/** A client of Open311, written from the published GeoReport v2 alone: it knows nothing of the server that it talks to. */

export type Format = 'json' | 'xml'

const lists = ['service', 'request', 'attribute', 'value', 'error']
const parser = new XMLParser({
  isArray: (name) => lists.includes(name),
  parseTagValue: false,
})

const text = z.coerce.string()
const Service = z.object({ service_code: text, service_name: text, type: z.enum(['realtime', 'batch', 'blackbox']) })
const Sent = z.object({ token: text.optional(), service_request_id: text.optional() })
const Request = z.object({
  service_request_id: text,
  status: z.enum(['open', 'closed']),
  service_code: text,
  requested_datetime: z.coerce.date(),
  updated_datetime: z.coerce.date(),
  lat: z.coerce.number(),
  long: z.coerce.number(),
  description: text,
})
export type ServiceRequest = z.output<typeof Request>
const Refusal = z.array(z.object({ code: z.coerce.number(), description: text })).min(1)

/** What the server refused, as it said it. */
export class Refused extends Error {
  readonly status: number
  constructor(status: number, description: string) {
    super(description)
    this.status = status
  }
}

type Query = Record<string, string>

export function open311Client(endpoint: string, format: Format) {
  /** JSON gives a list; in XML it lies within its root. */
  const listIn = (body: string, root: string, of: string): unknown => {
    if (format === 'json') return JSON.parse(body)
    const parsed = z.record(z.string(), z.unknown()).parse(parser.parse(body))
    const within = z.record(z.string(), z.unknown()).safeParse(parsed[root])
    return within.success ? (within.data[of] ?? []) : []
  }
  const ask = async (path: string, root: string, of: string, send?: URLSearchParams | FormData): Promise<unknown> => {
    const [name, query] = path.split('?', 2)
    const address = `${endpoint}/${name}.${format}${query ? `?${query}` : ''}`
    const answer = await fetch(address, send && { method: 'POST', body: send })
    const body = await answer.text()
    if (answer.ok) return listIn(body, root, of)
    const told = Refusal.parse(listIn(body, 'errors', 'error'))
    throw new Refused(answer.status, told.map(({ description }) => description).join(' '))
  }
  const queryOf = (query: Query): string => new URLSearchParams(query).toString()
  return {
    services: async () => z.array(Service).parse(await ask('services', 'services', 'service')),
    /** @returns the identifier, asked for by the token where the server gives one */
    async send(fields: Query | FormData): Promise<string> {
      const body = fields instanceof FormData ? fields : new URLSearchParams(fields)
      const [sent] = z.array(Sent).parse(await ask('requests', 'service_requests', 'request', body))
      if (sent?.service_request_id !== undefined) return sent.service_request_id
      const told = await ask(`tokens/${encodeURIComponent(sent?.token ?? '')}`, 'service_requests', 'request')
      return z.array(Sent.required()).parse(told)[0]?.service_request_id ?? ''
    },
    page: async (query: Query): Promise<ServiceRequest[]> =>
      z.array(Request).parse(await ask(`requests?${queryOf(query)}`, 'service_requests', 'request')),
  }
}

export type Open311Client = ReturnType<typeof open311Client>

/** All pages of a list. */
export async function readAll(client: Open311Client, query: Query, size: number): Promise<ServiceRequest[]> {
  const all: ServiceRequest[] = []
  for (let page = 1; ; page += 1) {
    const one = await client.page({ ...query, page: String(page), page_size: String(size) })
    all.push(...one)
    if (one.length < size) return all
  }
}
