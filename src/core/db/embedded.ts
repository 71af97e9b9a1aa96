import { type ChildProcess, fork } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { ChildMessage } from './embedded-child.ts'
import { type Holder, isAlive, processStart, readLock } from './folder-lock.ts'

export type Embedded = {
  /** For any PostgreSQL client: `new pg.Pool({ connectionString: url, max: poolSize })`. */
  url: string
  /** Sessions share one backend: more of them only wait for each other. */
  poolSize: 4
  /** True when another live process owns the folder, and this one is its guest. */
  joined: boolean
  stop(): Promise<void>
}

export type EmbeddedOptions = {
  /** When another process serves the folder already, use its database in place of an error. */
  join?: boolean
  /** A closed data folder to begin from when there is none yet: making one takes five seconds, a copy a tenth. */
  template?: string
  /** Told when the database's process ended unexpectedly; it is started again, at the same address. */
  onRestart?: (reason: string) => void
  /** Told when it cannot be started again. Without it, this process ends. */
  onFailure?: (error: Error) => void
}

export class EmbeddedError extends Error {}

/** The cluster's folder under a data folder. */
export function clusterFolder(dataDir: string): string {
  return join(dataDir, 'database')
}

const ahead = new Map<string, Promise<Embedded>>()

/**
 * Begins to start the database of a folder for whoever asks for it next, and hears there of what fails.
 * @returns a function that ends it where nobody has asked
 */
export function startAhead(dataDir: string): () => Promise<void> {
  const begun = startEmbedded(dataDir)
  begun.catch(() => undefined)
  ahead.set(dataDir, begun)
  return async () => {
    if (ahead.delete(dataDir))
      await begun.then(
        (embedded) => embedded.stop(),
        () => undefined,
      )
  }
}

/**
 * Starts the embedded database of `dataDir` in a process of its own. What was acknowledged survives the kill of either
 * process; a power loss is not covered, since the files are not fsynced.
 * @throws EmbeddedError when another process uses the folder, or it cannot be opened.
 */
export async function startEmbedded(dataDir: string, options: EmbeddedOptions = {}): Promise<Embedded> {
  const begun = ahead.get(dataDir)
  if (begun && ahead.delete(dataDir)) return begun
  const folder = clusterFolder(dataDir)
  const host = await liveHolder(join(dataDir, 'database.lock'))
  if (host) return asGuest(host, dataDir, options)
  if (options.template) copyTemplate(options.template, folder)
  const socketFolder = mkdtempSync(join(tmpdir(), 'tinhso-'))
  let child = await launch(folder, socketFolder)
  if ('heldBy' in child) {
    rmSync(socketFolder, { recursive: true, force: true })
    return asGuest(child.heldBy, dataDir, options)
  }
  const { url } = child
  let stopping = false
  const restarts: number[] = []

  const watch = (process: ChildProcess): void => {
    process.once('exit', (code, signal) => {
      if (!stopping) void revive(`the embedded database ended (${signal ?? `code ${code}`})`)
    })
  }
  const revive = async (reason: string): Promise<void> => {
    const now = Date.now()
    restarts.push(now)
    options.onRestart?.(reason)
    try {
      if (restarts.filter((at) => at > now - 60_000).length > 10) throw new EmbeddedError(`${reason}, again and again`)
      const next = await launch(folder, socketFolder)
      if ('heldBy' in next) throw new EmbeddedError(`${reason}, and process ${next.heldBy.pid} took its folder`)
      child = next
      watch(next.process)
    } catch (error) {
      fail(error, options)
    }
  }
  watch(child.process)

  return {
    url,
    poolSize: 4,
    joined: false,
    async stop() {
      if (stopping) return
      stopping = true
      if ('process' in child) await end(child.process)
      rmSync(socketFolder, { recursive: true, force: true })
    },
  }
}

function fail(error: unknown, options: EmbeddedOptions): void {
  const failure = error instanceof Error ? error : new EmbeddedError(String(error))
  if (options.onFailure) return options.onFailure(failure)
  console.error(failure.message)
  process.exit(70)
}

function asGuest(holder: Holder, dataDir: string, options: EmbeddedOptions): Embedded {
  if (options.join) return { url: holder.url, poolSize: 4, joined: true, stop: () => Promise.resolve() }
  throw new EmbeddedError(
    `The data folder ${dataDir} is in use by process ${holder.parent}. Stop that one first, or set DATA_DIR to another folder.`,
  )
}

/** The process that serves the folder, if there is one. One whose parent is gone is about to end: wait for that. */
async function liveHolder(lockFile: string): Promise<Holder | undefined> {
  for (const until = Date.now() + 15_000; Date.now() < until; await delay(50)) {
    const holder = readLock(lockFile)
    if (!holder || !isAlive(holder)) return undefined
    if (processStart(holder.parent) !== undefined) return holder
  }
  return readLock(lockFile)
}

function copyTemplate(template: string, folder: string): void {
  if (existsSync(folder) || !existsSync(template)) return
  const partial = `${folder}.partial`
  rmSync(partial, { recursive: true, force: true })
  mkdirSync(join(folder, '..'), { recursive: true })
  cpSync(template, partial, { recursive: true })
  renameSync(partial, folder)
}

type Launched = { process: ChildProcess; url: string } | { heldBy: Holder }

function launch(folder: string, socketFolder: string): Promise<Launched> {
  const child = fork(join(import.meta.dirname, 'embedded-child.ts'), [folder, socketFolder], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: ['--expose-gc', '--max-semi-space-size=4'],
  })
  let complaints = ''
  child.stderr?.on('data', (bytes: Buffer) => {
    complaints = (complaints + bytes.toString()).slice(-20_000)
  })
  return new Promise((resolve, reject) => {
    const refuse = (reason: string): void =>
      reject(new EmbeddedError(`The embedded database in ${folder} cannot be opened: ${reason}`))
    child.once('error', (error) => refuse(error.message))
    child.once('exit', (code, signal) => refuse(readable(complaints) || `it ended with ${signal ?? `code ${code}`}`))
    child.once('message', (message: ChildMessage) => {
      if ('failed' in message) return refuse(message.failed)
      if ('heldBy' in message) return resolve({ heldBy: message.heldBy })
      child.removeAllListeners('exit')
      // A program that forgets to stop its database may still end; the child then ends with it.
      child.unref()
      child.channel?.unref()
      if (child.stderr && 'unref' in child.stderr && typeof child.stderr.unref === 'function') child.stderr.unref()
      resolve({ process: child, url: message.url })
    })
  })
}

/** What a person can read of the child's stderr: not the lines of minified source. */
function readable(text: string): string {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && line.length < 300)
    .slice(0, 8)
    .join('\n')
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.ref()
  child.send({ stop: true })
  const patience = delay(10_000, undefined, { ref: false }).then(() => child.kill('SIGKILL'))
  await Promise.race([ended, patience])
  await ended
}
