import { execFileSync, spawnSync } from 'node:child_process'
import { chownSync, globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port.ts'

export type TestServer = { url: string; about: string; stop(): void }

/**
 * A PostgreSQL server for the tests: the one that TEST_DATABASE_URL or DATABASE_URL names (tests create and drop databases
 * of their own there), else a throw-away cluster made with the PostgreSQL programs of this machine.
 * @returns a sentence when there is none
 */
export async function findServer(): Promise<TestServer | string> {
  const named = process.env['TEST_DATABASE_URL'] ?? process.env['DATABASE_URL']
  if (named) return { url: named, about: 'the server named by the environment', stop: () => undefined }
  const programs = findPrograms()
  if (!programs) return 'no TEST_DATABASE_URL or DATABASE_URL, and no PostgreSQL ≥ 15 on this machine'
  const owner = serverOwner()
  if (owner === undefined) return 'PostgreSQL does not run as root, and there is no user postgres'
  return startCluster(programs, owner)
}

/** The lowest version from 15 on: it keeps our SQL honest. */
function findPrograms(): string | undefined {
  const version = (path: string): number => Number(/\d+/.exec(path.replace('/usr/lib', ''))?.[0] ?? 0)
  return globSync(['/usr/lib/postgresql/*/bin', '/opt/homebrew/opt/postgresql@*/bin', '/usr/pgsql-*/bin'])
    .filter((path) => version(path) >= 15)
    .sort((a, b) => version(a) - version(b))[0]
}

type Owner = { uid?: number; gid?: number }

function serverOwner(): Owner | undefined {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string): number =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: 'pipe' }))
  try {
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    return undefined
  }
}

async function startCluster(programs: string, owner: Owner): Promise<TestServer | string> {
  const folder = mkdtempSync(join(tmpdir(), 'tinhso-postgres-'))
  if (owner.uid !== undefined && owner.gid !== undefined) chownSync(folder, owner.uid, owner.gid)
  const data = join(folder, 'data')
  const run = (program: string, ...args: string[]) =>
    spawnSync(join(programs, program), args, {
      ...owner,
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
    })
  const port = await freePort()
  // Nothing here outlives the run, so the disk need not be waited for.
  const settings = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off -c max_connections=200 -c autovacuum=off`
  const stop = (): void => {
    run('pg_ctl', '-D', data, '-m', 'immediate', '-w', 'stop')
    rmSync(folder, { recursive: true, force: true })
  }
  const made = run('initdb', '-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync')
  const started =
    made.status === 0 ? run('pg_ctl', '-D', data, '-o', settings, '-l', join(folder, 'log'), '-w', 'start') : made
  if (started.status !== 0) {
    stop()
    return `a PostgreSQL cluster could not be started: ${started.stderr.trim()}`
  }
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, about: `a throw-away cluster by ${programs}`, stop }
}
