import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { freePort } from '#test/free-port'
import { spread } from '../table.ts'
import { Result, type Job } from './generator.ts'
import { encode, openLine, type Answer, type Request } from './socket.ts'
import type { z } from 'zod'

export type Server = {
  port: number
  pid: number
  /** from its start to its readiness */
  startSeconds: number
  ask(request: Request): Promise<Answer>
  /** the cookie of one of the demo's people */
  signIn(account: string): Promise<string>
  load(job: Omit<z.input<typeof Job>, 'port'>): Promise<Result>
  stop(): Promise<void>
}

const here = import.meta.dirname
export const secretKey = 'the secret of a bench, whose data are made up and soon gone'

/** Starts a program of ours that says `tinhso ready on …`. */
export async function startServer(program: readonly string[], settings: Record<string, string>): Promise<Server> {
  const port = await freePort()
  const began = performance.now()
  const { DATABASE_URL: _, ...environment } = process.env
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...program], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...environment,
      PORT: String(port),
      PUBLIC_URL: `http://localhost:${port}`,
      LOG_LEVEL: 'error',
      TRUST_PROXY: '1',
      DEMO: '1',
      DEMO_LIVE: '0',
      SECRET_KEY: secretKey,
      ...settings,
    },
  })
  await readiness(child)
  const cookies = new Map<string, string>()
  const ask = async (request: Request) => {
    const line = await openLine(port)
    return line.ask(encode(request)).finally(() => line.close())
  }
  return {
    port,
    pid: child.pid ?? 0,
    startSeconds: (performance.now() - began) / 1000,
    ask,
    async signIn(account) {
      const known = cookies.get(account)
      if (known !== undefined) return known
      const answer = await ask({ path: '/api/people.sign-in-demo', body: { account } })
      const cookie = /set-cookie: ([^;]+)/i.exec(answer.head)?.[1]
      if (cookie === undefined) throw new Error(`${account} could not sign in: ${answer.body}`)
      cookies.set(account, cookie)
      return cookie
    },
    load: (job) => runGenerator({ ...job, port }),
    async stop() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** What the way there and back costs in the same run: an empty route over one connection. */
export async function emptyRoute(server: Server): Promise<string> {
  const requests = Array.from({ length: 600 }, () => ({ path: '/healthz' }))
  const { milliseconds } = await server.load({ connections: 1, warm: 100, requests })
  return `an empty route: ${spread(milliseconds)}`
}

async function readiness(child: ChildProcess): Promise<void> {
  const said: string[] = []
  child.stderr?.on('data', (bytes: Buffer) => said.push(bytes.toString()))
  if (!child.stdout) throw new Error('no output')
  const lines = createInterface({ input: child.stdout })
  await new Promise<void>((resolve, reject) => {
    lines.on('line', (line) => {
      said.push(line)
      if (line.startsWith('tinhso ready')) resolve()
    })
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${said.join('\n')}`)))
  })
}

async function runGenerator(job: z.input<typeof Job>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'tinhso-load-'))
  try {
    const [from, to] = [join(folder, 'job.json'), join(folder, 'result.json')]
    writeFileSync(from, JSON.stringify(job))
    const child = spawn(process.execPath, [join(here, 'generator.ts'), from, to], {
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    const [code] = await once(child, 'exit')
    if (code !== 0) throw new Error(`the load generator ended with ${String(code)}`)
    const result = Result.parse(JSON.parse(readFileSync(to, 'utf8')))
    if (result.milliseconds.length === 0) throw new Error(`every request was refused: ${result.firstRefusal}`)
    return result
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
