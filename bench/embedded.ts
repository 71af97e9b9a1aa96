import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { root } from '#test/source-tree'
import type { Bench } from './ground.ts'
import { startServer } from './load/server.ts'
import { megabytes, seconds, whole, type Row } from './table.ts'

const reach = { startSeconds: 4, bytes: 450_000_000 }
const reachOfFirstStart = 25
const demoCases = 30_000

/** The demo on the embedded database: its first start with twelve months made, its second, and what it holds when idle. */
export async function measureEmbedded(bench: Bench): Promise<Row[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tinhso-bench-'))
  const count = Math.min(demoCases, bench.cases)
  const settings = { DATA_DIR: dataDir, DEMO_CASES: String(count), TEST_DATABASE_URL: '' }
  const program = [join(root, 'start.mjs')]
  try {
    const first = await startServer(program, settings)
    await first.stop()
    const second = await startServer(program, settings)
    try {
      await delay(bench.seconds * 1000)
      const bytes = memoryOf(second.pid)
      return [
        {
          what: `embedded, first start: ${whole(count)} cases made and counted`,
          measured: seconds(first.startSeconds),
          peer: 'from the command to “ready”',
          reach: `≤ ${reachOfFirstStart} s`,
          holds: first.startSeconds <= reachOfFirstStart,
        },
        {
          what: 'embedded, demo loaded: second start to ready; memory of all processes idle (PSS)',
          measured: `${seconds(second.startSeconds)}; ${bytes === undefined ? 'not measured here' : megabytes(bytes)}`,
          peer: `idle for ${bench.seconds} s`,
          reach: `≤ ${reach.startSeconds} s; ≤ ${megabytes(reach.bytes)}`,
          holds: second.startSeconds <= reach.startSeconds && (bytes === undefined || bytes <= reach.bytes),
        },
      ]
    } finally {
      await second.stop()
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** Proportional set size of a process and all below it: shared pages are counted once. Only Linux tells it. */
function memoryOf(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const stat = read(`/proc/${name}/stat`)
    parents.set(Number(name), Number(stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0))
  }
  const isBelow = (one: number): boolean => one === pid || (one > 1 && isBelow(parents.get(one) ?? 0))
  const ours = [...parents.keys()].filter(isBelow)
  const pss = (one: number) => Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${one}/smaps_rollup`) ?? '')?.[1] ?? 0)
  return ours.reduce((sum, one) => sum + pss(one) * 1024, 0)
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined // it ended meanwhile
  }
}
