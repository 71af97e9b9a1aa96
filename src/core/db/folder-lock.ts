import { execFileSync } from 'node:child_process'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'

/** Who holds a data folder. A pid alone is not a name: pids come round again, after a restart at the latest. */
const Holder = z.object({
  pid: z.int().positive(),
  bootId: z.string(),
  startedAt: z.string(),
  parent: z.int().positive(),
  url: z.string(),
})
export type Holder = z.infer<typeof Holder>

/** Takes the lock file for this process, over a dead holder's if need be. Answers the live holder when there is one. */
export async function takeLock(file: string, url: string): Promise<Holder | undefined> {
  const mine: Holder = {
    pid: process.pid,
    bootId: bootId(),
    startedAt: processStart(process.pid) ?? '',
    parent: process.ppid,
    url,
  }
  const candidate = `${file}.${process.pid}`
  writeFileSync(candidate, JSON.stringify(mine))
  try {
    for (;;) {
      if (linkExclusive(candidate, file)) return undefined
      const found = readLock(file)
      if (found && isAlive(found)) return found
      if (await takeOver(file, candidate, mine)) return undefined
    }
  } finally {
    rmSync(candidate, { force: true })
  }
}

/** Gives the lock back, unless another process has taken it since. */
export function dropLock(file: string): void {
  if (readLock(file)?.pid === process.pid) rmSync(file, { force: true })
}

export function readLock(file: string): Holder | undefined {
  try {
    return Holder.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data
  } catch {
    return undefined
  }
}

export function isAlive(holder: Holder): boolean {
  return holder.bootId === bootId() && processStart(holder.pid) === holder.startedAt
}

/**
 * Two processes may find the same dead holder at once. The second one's rename then moves the first one's fresh lock
 * away; so whoever takes over looks again after a while, and only who still holds the file goes on.
 */
async function takeOver(file: string, candidate: string, mine: Holder): Promise<boolean> {
  const aside = `${candidate}.old`
  try {
    renameSync(file, aside)
  } catch {
    return false
  }
  const moved = readLock(aside)
  if (moved && isAlive(moved)) linkExclusive(aside, file)
  rmSync(aside, { force: true })
  if (!linkExclusive(candidate, file)) return false
  await delay(200)
  return readLock(file)?.pid === mine.pid
}

/** `link` fails when the name exists, and the file appears with its content: O_EXCL without a moment of emptiness. */
function linkExclusive(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return ''
  }
}

/** When the process started (clock ticks after boot on Linux, a date elsewhere); undefined when there is no such process. */
export function processStart(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return state === 'Z' ? undefined : rest[18]
    }
    if (process.platform === 'win32') {
      process.kill(pid, 0)
      return 'running'
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined
  } catch {
    return undefined
  }
}
