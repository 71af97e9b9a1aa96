import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openContext, type Opened } from '../../src/context.ts'
import { readLock } from '../../src/core/db/folder-lock.ts'
import { modules } from '../../src/modules.ts'
import { testConfig } from './context.ts'
import { testDatabase } from './database.ts'
import { freePort } from './free-port.ts'
import { packWithIndicators } from './pack-folder.ts'
import { root } from './source-tree.ts'

/** The real program, `tinhso serve`, in a process of its own, made to be killed; its database and data folder outlive it. */
export type Program = {
  url: string
  /** undefined: the embedded database */
  databaseUrl: string | undefined
  dataDir: string
  start(): Promise<void>
  /** SIGKILL to the program; the embedded database ends after it by itself */
  kill(): Promise<void>
  /** SIGKILL to the embedded database's process */
  killDatabase(): void
  /** The way of an operator: SIGTERM, and wait. */
  stop(): Promise<void>
  /** The platform's parts without its server, on the same data, while the program does not run. */
  open(): Promise<Opened>
  /** Everything that the program has written to its output, all starts together. */
  printed(): string
  remove(): Promise<void>
}

const secretKey = 'a secret for tests only, 32 characters long'
const patience = 60_000

/** @param settings beside those that every such program has */
export async function prepareProgram(settings: Record<string, string> = {}): Promise<Program> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tinhso-crash-'))
  const server = process.env['TEST_DATABASE_URL'] === undefined ? undefined : await testDatabase()
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const province = packWithIndicators(join(dataDir, 'pack'))
  const config = testConfig(dataDir, server?.url, { publicUrl: url, province })
  let child: ChildProcess | undefined
  let printed = ''
  return {
    url,
    databaseUrl: server?.url,
    dataDir,
    async start() {
      child = spawn(process.execPath, [join(root, 'src/cli.ts'), 'serve'], {
        cwd: root,
        env: {
          PATH: process.env['PATH'],
          PORT: String(port),
          DATA_DIR: dataDir,
          PUBLIC_URL: url,
          PROVINCE: province,
          SECRET_KEY: secretKey,
          LOG_LEVEL: 'trace',
          ...(server ? { DATABASE_URL: server.url } : {}),
          ...settings,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      for (const stream of [child.stdout, child.stderr])
        stream?.on('data', (bytes: Buffer) => void (printed += bytes.toString()))
      await untilReady(child)
    },
    async kill() {
      child?.kill('SIGKILL')
      await ended(child)
    },
    killDatabase() {
      const pid = readLock(join(dataDir, 'database.lock'))?.pid
      if (pid) process.kill(pid, 'SIGKILL')
    },
    async stop() {
      child?.kill('SIGTERM')
      await ended(child)
    },
    open: () => openContext(config, modules),
    printed: () => printed,
    async remove() {
      child?.kill('SIGKILL')
      await ended(child)
      await server?.drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function untilReady(child: ChildProcess): Promise<void> {
  let said = ''
  await new Promise<void>((resolve, reject) => {
    const hear = (bytes: Buffer): void => {
      said = (said + bytes.toString()).slice(-4_000)
      if (said.includes('tinhso ready on')) resolve()
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', (code, signal) => reject(new Error(`the program ended (${signal ?? code}): ${said}`)))
    setTimeout(() => reject(new Error(`the program was not ready in time: ${said}`)), patience).unref()
  })
}

async function ended(child: ChildProcess | undefined): Promise<void> {
  if (child && child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}
