import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { openHttp } from '#core/http'
import { addPeople, hashPassword } from '#modules/people'
import type { Context } from '../../src/core/context.ts'
import { modules } from '../../src/modules.ts'
import { password } from './people.ts'
import { testContext, type TestContext, type TestOptions } from './context.ts'

/** The test province behind its real HTTP door, with people who have signed in. */
export type Person = 'anonymous' | 'lan' | 'hung' | 'ward' | 'elsewhere'
export type Answer = { status: number; type: string; body: unknown; text: string; code: string | undefined }
export type Request = { as?: Person; headers?: Record<string, string>; address?: string }
export type Province = TestContext & {
  app: FastifyInstance
  cookies: ReadonlyMap<Person, string>
  query(operation: string, input: Record<string, unknown>, request?: Request): Promise<Answer>
  command(operation: string, input: unknown, request?: Request): Promise<Answer>
  get(url: string, request?: Request): Promise<Answer>
  /** A case of Lan's in Ward One that has come so far. @returns its code */
  caseAt(place: Place): Promise<string>
  /** @returns the id of the finished upload */
  upload(as: Person, name: string, content: Buffer): Promise<string>
}

export const places = ['submitted', 'accepted', 'at-decision', 'resolved'] as const
export type Place = (typeof places)[number]

export const lanNumber = '045190001234'
export const lanAnswers = {
  applicant: { fullName: 'Trần Thị Lan', birthDate: '1990-02-03', copies: 2, reason: 'vì cần' },
}
const Coded = z.object({ code: z.string() })

/** `ward` holds every post of Ward One and oversees the province; `elsewhere` holds every post of Commune Two. */
const posts = {
  ward: [
    { unit: '99001', role: 'officer' },
    { unit: '99001', role: 'chair' },
    { unit: 'H99.101.01', role: 'receptionist' },
    { unit: '99', role: 'leader' },
    { unit: '99', role: 'system-operator' },
  ],
  elsewhere: [
    { unit: '99002', role: 'officer' },
    { unit: '99002', role: 'chair' },
    { unit: 'H99.102.01', role: 'receptionist' },
  ],
}

async function settle(ctx: Context, now: Date): Promise<void> {
  const hashed = await hashPassword(password)
  const people = [
    {
      id: 'lan',
      kind: 'citizen' as const,
      name: 'Trần Thị Lan',
      login: 'lan',
      phone: '+84912000111',
      personalId: lanNumber,
      assurance: 2,
    },
    {
      id: 'hung',
      kind: 'citizen' as const,
      name: 'Lê Hùng',
      login: 'hung',
      phone: '+84912000222',
      personalId: '045085004321',
      assurance: 2,
    },
    { id: 'ward', kind: 'official' as const, name: 'Phường Một', login: 'ward', posts: posts.ward },
    { id: 'elsewhere', kind: 'official' as const, name: 'Xã Hai', login: 'elsewhere', posts: posts.elsewhere },
  ]
  await ctx.db.transaction().execute((db) =>
    addPeople(
      db,
      ctx,
      people.map((person) => ({ ...person, password: hashed })),
      now,
    ),
  )
}

export async function openProvince(options: TestOptions = {}): Promise<Province> {
  const t = await testContext(options)
  await settle(t.ctx, t.now)
  const app = await openHttp(t.ctx, modules, { trustProxy: false, ready: async () => true })
  const cookies = new Map<Person, string>()
  let calls = 0
  const send = async (
    method: 'GET' | 'POST',
    url: string,
    payload: string | undefined,
    request: Request,
  ): Promise<Answer> => {
    const cookie = cookies.get(request.as ?? 'anonymous')
    calls += 1
    const response = await app.inject({
      method,
      url,
      // Each call from an address of its own: what is tested is not the allowance of one.
      remoteAddress: request.address ?? `10.${calls >> 16}.${(calls >> 8) & 255}.${calls & 255}`,
      ...(payload === undefined ? {} : { payload }),
      headers: {
        ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
        ...(cookie ? { cookie } : {}),
        ...request.headers,
      },
    })
    return answerOf(response.statusCode, String(response.headers['content-type'] ?? ''), response.body)
  }
  const province: Province = {
    ...inherit(t),
    app,
    cookies,
    query: (operation, input, request = {}) =>
      send('GET', `/api/${operation}?${new URLSearchParams(flat(input))}`, undefined, request),
    command: (operation, input, request = {}) => send('POST', `/api/${operation}`, JSON.stringify(input), request),
    get: (url, request = {}) => send('GET', url, undefined, request),
    async caseAt(place) {
      const applicant = { name: 'Trần Thị Lan', personalId: lanNumber, phone: '0912000111' }
      const input = { procedure: 'note-copy', competentUnit: '99001', answers: lanAnswers, applicant }
      const { code } = Coded.parse((await province.command('cases.submit', input, { as: 'lan' })).body)
      for (const act of ['accept', 'complete-step', 'approve'].slice(0, places.indexOf(place)))
        Coded.parse((await province.command(`cases.${act}`, { code }, { as: 'ward' })).body)
      return code
    },
    async upload(as, name, content) {
      const begun = await send('POST', '/api/uploads', JSON.stringify({ name, sizeBytes: content.length }), { as })
      const { id } = z.object({ id: z.string() }).parse(begun.body)
      await app.inject({
        method: 'PATCH',
        url: `/api/uploads/${id}`,
        payload: content,
        headers: { cookie: cookies.get(as) ?? '', 'content-type': 'application/octet-stream', 'upload-offset': '0' },
      })
      await send('POST', `/api/uploads/${id}/finish`, '{}', { as })
      return id
    },
    async close() {
      await app.close()
      await t.close()
    },
  }
  for (const login of ['lan', 'hung', 'ward', 'elsewhere'] as const) {
    const response = await app.inject({ method: 'POST', url: '/api/people.sign-in', payload: { login, password } })
    cookies.set(login, String(response.headers['set-cookie']).split(';')[0] ?? '')
  }
  return province
}

/** The clock is an accessor: spreading would stop it. */
const inherit = (t: TestContext): TestContext => ({
  ...t,
  get now() {
    return t.now
  },
  set now(date) {
    t.now = date
  },
})

const flat = (input: Record<string, unknown>): [string, string][] =>
  Object.entries(input).flatMap(([key, value]) =>
    value === undefined
      ? []
      : [[key, typeof value === 'string' ? value : JSON.stringify(value)] satisfies [string, string]],
  )

function answerOf(status: number, type: string, text: string): Answer {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    body = undefined
  }
  return { status, type, body, text, code: z.looseObject({ code: z.string() }).safeParse(body).data?.code }
}
