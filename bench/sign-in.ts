import { join } from 'node:path'
import { verify, hash } from '@node-rs/argon2'
import { pkce, Visitor } from '#test/openid'
import { demoPassword } from '../simulator/demo.ts'
import { timed, type Bench } from './ground.ts'
import { startServer, type Server } from './load/server.ts'
import { percentile, spread, whole, type Row } from './table.ts'

const reach = { perSecond: 60, p99: 300 }
const persons = 6
const redirectUri = 'http://localhost:9/tro-ve'

/** The whole way of an application whose person is signed in already: the request, the code, the tokens. */
export async function measureSignIn(bench: Bench): Promise<Row[]> {
  const province = await bench.small()
  const ours = await province.server()
  const bare = await startServer([join(import.meta.dirname, 'load/bare-provider.ts')], { REDIRECT_URI: redirectUri })
  try {
    const own = await flows(bench, ours, (at) => enterOurs(ours, at))
    const alone = await flows(bench, bare, () => enterBare(bare))
    const { rows } = await province.opened.database.pool.query<{ login: string }>(
      `select login from people.account where kind = 'official' and login is not null order by id limit 400`,
    )
    const passwords = await signIns(
      bench,
      ours,
      rows.map((row) => row.login),
    )
    return [
      {
        what: `OpenID Connect: code with PKCE, then tokens, ${persons} persons at once`,
        measured: `${whole(own.perSecond)}/s, ${spread(own.milliseconds)}`,
        peer: `the library alone, in memory: ${whole(alone.perSecond)}/s, ${spread(alone.milliseconds)}`,
        reach: `≥ ${reach.perSecond}/s, p99 ≤ ${reach.p99} ms`,
        holds: own.perSecond >= reach.perSecond && percentile(own.milliseconds, 0.99) <= reach.p99,
      },
      passwords,
    ]
  } finally {
    await bare.stop()
  }
}

type Load = { perSecond: number; milliseconds: number[] }

async function flows(bench: Bench, server: Server, enter: (at: number) => Promise<Visitor>): Promise<Load> {
  const visitors = await Promise.all(Array.from({ length: persons }, (_, at) => enter(at)))
  for (const visitor of visitors) await flow(server, visitor)
  const milliseconds: number[] = []
  const until = performance.now() + bench.seconds * 1000
  const { seconds } = await timed(() =>
    Promise.all(
      visitors.map(async (visitor) => {
        while (performance.now() < until) {
          const began = performance.now()
          await flow(server, visitor)
          milliseconds.push(performance.now() - began)
        }
      }),
    ),
  )
  return { perSecond: milliseconds.length / seconds, milliseconds }
}

function asking(server: Server, challenge: string): URL {
  const url = new URL(`http://localhost:${server.port}/oidc/auth`)
  url.search = new URLSearchParams({
    client_id: 'bench',
    response_type: 'code',
    scope: 'openid profile',
    redirect_uri: redirectUri,
    code_challenge: challenge,
    code_challenge_method: 'S256',
  }).toString()
  return url
}

/** @throws when any step is refused: a refusal is quick, and would flatter the figure */
async function flow(server: Server, visitor: Visitor): Promise<void> {
  const { verifier, challenge } = pkce()
  const asked = await visitor.go(asking(server, challenge))
  const code = new URL(asked.headers.get('location') ?? 'about:blank').searchParams.get('code')
  if (code === null) throw new Error(`no code: ${asked.status} ${asked.headers.get('location') ?? ''}`)
  const answer = await visitor.go(`http://localhost:${server.port}/oidc/token`, {
    method: 'POST',
    form: {
      grant_type: 'authorization_code',
      client_id: 'bench',
      code,
      code_verifier: verifier,
      redirect_uri: redirectUri,
    },
  })
  if (answer.status !== 200) throw new Error(`no tokens: ${await answer.text()}`)
  await answer.text()
}

async function enterOurs(server: Server, at: number): Promise<Visitor> {
  const visitor = new Visitor()
  const url = `http://localhost:${server.port}`
  await visitor.go(`${url}/api/people.sign-in-demo`, { method: 'POST', body: { account: `demo-citizen-${at}` } })
  const { url: shown } = await visitor.follow(asking(server, pkce().challenge), /^[^?]+\/(ket-noi\/|tro-ve\?)/)
  if (!shown.pathname.startsWith('/ket-noi/')) return visitor
  const id = shown.pathname.split('/').at(-1)
  const agreed = await visitor.go(`${url}/api/people.connect`, { method: 'POST', body: { id, optional: [] } })
  const { next }: { next: string } = JSON.parse(await agreed.text())
  await visitor.follow(next, /^[^?]+tro-ve\?/)
  return visitor
}

async function enterBare(server: Server): Promise<Visitor> {
  const visitor = new Visitor()
  await visitor.follow(asking(server, pkce().challenge), /^[^?]+tro-ve\?/)
  return visitor
}

async function signIns(bench: Bench, server: Server, logins: readonly string[]): Promise<Row> {
  const stored = await hash(demoPassword, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
  const alone = await during(bench, () => verify(stored, demoPassword))
  let turn = 0
  const signedIn = await during(bench, async () => {
    const login = logins[turn++ % logins.length]
    const answer = await fetch(`http://localhost:${server.port}/api/people.sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': `10.1.${(turn >> 4) & 255}.${turn & 255}` },
      body: JSON.stringify({ login, password: demoPassword }),
    })
    if (!answer.ok) throw new Error(await answer.text())
    await answer.text()
  })
  return {
    what: 'a sign-in by password (argon2id, 19 MiB)',
    measured: `${whole(signedIn.perSecond)}/s, ${spread(signedIn.milliseconds)}`,
    peer: `comparing the password alone: ${whole(alone.perSecond)}/s, ${spread(alone.milliseconds)}`,
    reach: '',
    holds: undefined,
  }
}

async function during(bench: Bench, act: () => Promise<unknown>): Promise<Load> {
  const milliseconds: number[] = []
  const until = performance.now() + (bench.seconds * 1000) / 3
  const { seconds } = await timed(() =>
    Promise.all(
      Array.from({ length: 4 }, async () => {
        while (performance.now() < until) {
          const began = performance.now()
          await act()
          milliseconds.push(performance.now() - began)
        }
      }),
    ),
  )
  return { perSecond: milliseconds.length / seconds, milliseconds }
}
