import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

export type Migration = { number: number; name: string; sql: string; digest: string }

const migrationsFolder = join(import.meta.dirname, '../../migrations')
/** Any constant: processes that migrate at the same time wait for each other on it. */
const migrationLock = 7_405_001

export class MigrationError extends Error {}

/** The numbered files of `migrations/`, in order. */
export function readMigrations(folder: string = migrationsFolder): Migration[] {
  const migrations = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => {
      const parts = /^(\d{4})-([a-z0-9-]+)\.sql$/.exec(file)
      if (!parts) throw new MigrationError(`migrations/${file}: a migration is named 0001-what-it-adds.sql`)
      const sql = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n')
      return { number: Number(parts[1]), name: parts[2] ?? '', sql, digest: digestOf(sql) }
    })
  for (const [index, migration] of migrations.entries())
    if (migrations[index + 1]?.number === migration.number)
      throw new MigrationError(`Two migrations have the number ${fileName(migration)}`)
  return migrations
}

/** One digest over all migrations: names the schema that they make. */
export function schemaDigest(migrations: Migration[] = readMigrations()): string {
  return digestOf(migrations.map((migration) => `${fileName(migration)} ${migration.digest}`).join('\n')).slice(0, 16)
}

/**
 * Applies what is missing, each file in its own transaction, in the order of numbers. Forward only.
 * @returns the names of the files applied now
 * @throws MigrationError when an applied file has changed since, or when one fails (with its line)
 */
export async function migrate(url: string, migrations: Migration[] = readMigrations()): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1::bigint)', [migrationLock])
    const done = await readApplied(client)
    const applied: string[] = []
    for (const migration of migrations) {
      const before = done.get(migration.number)
      if (before === undefined) applied.push(await apply(client, migration))
      else if (before !== migration.digest)
        throw new MigrationError(
          `migrations/${fileName(migration)} was applied to this database with another text. ` +
            `Put the old text back, and write the change as a new migration.`,
        )
    }
    return applied
  } finally {
    await client.query('select pg_advisory_unlock($1::bigint)', [migrationLock]).catch(() => undefined)
    await client.end()
  }
}

async function readApplied(client: pg.Client): Promise<Map<number, string>> {
  await client.query(`
    set client_min_messages = warning;
    create schema if not exists core;
    create table if not exists core.migration (
      number int primary key,
      name text not null,
      digest text not null,
      applied_at timestamptz not null default now()
    )`)
  const { rows } = await client.query<{ number: number; digest: string }>('select number, digest from core.migration')
  return new Map(rows.map((row) => [row.number, row.digest]))
}

async function apply(client: pg.Client, migration: Migration): Promise<string> {
  const file = fileName(migration)
  await client.query('begin')
  try {
    await client.query(migration.sql)
    await client.query('insert into core.migration (number, name, digest) values ($1, $2, $3)', [
      migration.number,
      migration.name,
      migration.digest,
    ])
    await client.query('commit')
    return file
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw new MigrationError(`migrations/${file}${lineOf(migration.sql, error)}: ${String(error)}`, { cause: error })
  }
}

function lineOf(sql: string, error: unknown): string {
  if (!(error instanceof pg.DatabaseError) || error.position === undefined) return ''
  return `:${sql.slice(0, Number(error.position)).split('\n').length}`
}

function fileName(migration: Migration): string {
  return `${String(migration.number).padStart(4, '0')}-${migration.name}.sql`
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
