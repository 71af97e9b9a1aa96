import { createHash, randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { openHttp } from '#core/http'
import { notices } from '#modules/notices'
import { addPeople, hashPassword, people } from '#modules/people'
import { units } from '#modules/units'
import { testContext, type TestContext } from './context.ts'
import { offerLibrary, type Library } from './library.ts'
import { freePort } from './free-port.ts'

export const password = 'Đúng-mật-khẩu-1'
const modules = [units, notices, people]

export type Stage = TestContext & { app: FastifyInstance; url: string; second: Library }

/** The platform and a second application, each behind a port of its own. The clock is the real one: the library's is. */
export async function openStage(more: { level?: 1 | 2 } = {}): Promise<Stage> {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const t = await testContext({ modules, config: { publicUrl: url }, now: new Date().toISOString() })
  const hashed = await hashPassword(password)
  const made = [
    { id: 'lan', name: 'Trần Thị Lan', phone: '+84912000111', email: 'lan@example.vn', assurance: 1 },
    { id: 'hung', name: 'Lê Hùng', phone: '+84912000222', personalId: '045085004321', assurance: 2 },
  ]
  await t.ctx.db.transaction().execute((db) =>
    addPeople(
      db,
      t.ctx,
      made.map((person) => ({ ...person, kind: 'citizen' as const, password: hashed })),
      t.now,
    ),
  )
  const second = await offerLibrary(t.ctx, more.level)
  const app = await openHttp(t.ctx, modules, { trustProxy: false, ready: async () => true })
  await app.listen({ port, host: '127.0.0.1' })
  return Object.assign(Object.create(t), {
    app,
    url,
    second,
    async close() {
      await second.stop()
      app.server.closeAllConnections()
      await app.close()
      await t.close()
    },
  })
}

/** A browser without a screen: follows nothing by itself, keeps cookies by host and path. */
export class Visitor {
  private readonly jar = new Map<string, { value: string; path: string; host: string }>()

  async go(
    to: string | URL,
    options: { method?: string; body?: unknown; form?: Record<string, string>; headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const url = new URL(to)
    const cookies = [...this.jar]
      .filter(([, { host, path }]) => host === url.host && url.pathname.startsWith(path))
      .map(([key, { value }]) => `${key.split(' ')[0]}=${value}`)
    const response = await fetch(url, {
      method: options.method ?? 'GET',
      redirect: 'manual',
      headers: {
        ...(cookies.length === 0 ? {} : { cookie: cookies.join('; ') }),
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(options.form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        ...options.headers,
      },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      ...(options.form === undefined ? {} : { body: new URLSearchParams(options.form).toString() }),
    })
    for (const line of response.headers.getSetCookie()) this.keep(url.host, line)
    return response
  }

  private keep(host: string, line: string): void {
    const [pair = '', ...rest] = line.split(';').map((part) => part.trim())
    const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]
    const path = rest.find((part) => /^path=/i.test(part))?.slice(5) ?? '/'
    const gone =
      value === '' || rest.some((part) => /^max-age=0$/i.test(part) || /expires=Thu, 01 Jan 1970/i.test(part))
    if (gone) this.jar.delete(`${name} ${host} ${path}`)
    else this.jar.set(`${name} ${host} ${path}`, { value, path, host })
  }

  cookie(name: string): string | undefined {
    return [...this.jar].find(([key]) => key.startsWith(`${name} `))?.[1].value
  }

  /** Follows redirects until a page is shown, or until `stop` matches the address. */
  async follow(to: string | URL, stop?: RegExp): Promise<{ url: URL; response: Response }> {
    let url = new URL(to)
    for (let turn = 0; turn < 20; turn += 1) {
      if (stop?.test(url.href)) return { url, response: new Response() }
      const response = await this.go(url)
      const location = response.headers.get('location')
      if (location === null) return { url, response }
      url = new URL(location, url)
    }
    throw new Error(`redirected in a circle: ${url.href}`)
  }

  async signIn(stage: { url: string }, login: string): Promise<void> {
    const answer = await this.go(`${stage.url}/api/people.sign-in`, { method: 'POST', body: { login, password } })
    if (!answer.ok) throw new Error(await answer.text())
  }
}

/** Signs in, agrees, and stands in the second application. */
export async function enterSecond(stage: Stage, visitor: Visitor, optional: string[] = []): Promise<void> {
  const { url } = await visitor.follow(`${stage.second.url}/dang-nhap`, /\/ket-noi\//)
  const id = url.pathname.split('/').at(-1)
  const answer = await visitor.go(`${stage.url}/api/people.connect`, { method: 'POST', body: { id, optional } })
  const body: { next: string } = JSON.parse(await answer.text())
  await visitor.follow(body.next)
}

export type Codes = { verifier: string; challenge: string }

export function pkce(): Codes {
  const verifier = randomBytes(32).toString('base64url')
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') }
}
