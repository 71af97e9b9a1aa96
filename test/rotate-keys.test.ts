/** A change of keys over a whole province: nothing is missed, and SIGKILL in the middle of it loses nothing. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Context } from '#core/context'
import { enterDemo } from '#core/mark'
import type { SealedColumn } from '#core/sealed'
import { headOf, keyOf } from '#core/vault'
import { testConfig } from '#test/context'
import { testDatabase, type TestDatabase } from '#test/database'
import { root } from '#test/source-tree'
import { fillDemo } from '../simulator/demo.ts'
import { openContext } from '../src/context.ts'
import { pdfOf } from '../src/modules/documents/filed.ts'
import { findDocument } from '../src/modules/documents/store.ts'
import { modules } from '../src/modules.ts'

const columns = modules.flatMap((module) => module.seals ?? [])
const cases = 800
const secretKey = 'a secret for tests only, 32 characters long'
const another = 'another secret for tests, 32 characters long'
const dataDir = mkdtempSync(join(tmpdir(), 'tinhso-rotate-'))
let server: TestDatabase | undefined

const withContext = async <T>(work: (ctx: Context) => Promise<T>, secret = secretKey): Promise<T> => {
  const config = testConfig(dataDir, server?.url, { province: 'province/quang-tri', demo: true, secretKey: secret })
  const opened = await openContext(config, modules)
  try {
    return await work(opened.ctx)
  } finally {
    await opened.close()
  }
}

/** Each value of a column as it is stored: its bytes, and those of texts within JSON. */
async function storedIn(ctx: Context, { table, column, form }: SealedColumn): Promise<Buffer[]> {
  const { rows } = await sql<{ text: string }>`
    select ${form === 'bytes' ? sql`encode(${sql.ref(column)}, 'base64')` : sql`${sql.ref(column)}::text`} as text
    from ${sql.table(table)} where ${sql.ref(column)} is not null`.execute(ctx.db)
  if (form === 'bytes') return rows.map(({ text }) => Buffer.from(text, 'base64'))
  if (form === 'file') return Promise.all(rows.map(({ text }) => ctx.files.bytes(text)))
  return rows.flatMap(({ text }) =>
    [...text.matchAll(/"sealed:([^"]+)"/g)].map((found) => Buffer.from(found[1] ?? '', 'base64')),
  )
}

type Read = { column: string; values: number; keys: number[]; digest: string }

/** What every sealed column says, and under which keys. @throws where a value does not open */
async function readAll(ctx: Context): Promise<Read[]> {
  const all: Read[] = []
  for (const column of columns) {
    const stored = await storedIn(ctx, column)
    const opened = stored.map((bytes) => createHash('sha256').update(ctx.vault.open(bytes)).digest('hex')).sort()
    all.push({
      column: `${column.table}.${column.column}`,
      values: opened.length,
      keys: [...new Set(stored.map(keyOf))].sort(),
      digest: createHash('sha256').update(opened.join()).digest('hex'),
    })
  }
  return all
}

const said = (reads: readonly Read[]) => reads.map(({ column, values, digest }) => ({ column, values, digest }))
const keysOf = (reads: readonly Read[]) => [...new Set(reads.flatMap(({ keys }) => keys))].sort()

/** The command itself, as an operator types it. @param killAtFirst SIGKILL when it first tells how far it is */
async function tinhso(words: readonly string[], options: { killAtFirst?: boolean; env?: NodeJS.ProcessEnv } = {}) {
  const child = spawn(process.execPath, ['src/cli.ts', ...words], {
    cwd: root,
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      DATABASE_URL: server?.url ?? '',
      DEMO: '1',
      SECRET_KEY: secretKey,
      ...options.env,
    },
  })
  let out = ''
  let progress = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => {
    progress += chunk.toString()
    if (options.killAtFirst && progress.includes('values:')) child.kill('SIGKILL')
  })
  await once(child, 'exit')
  return { out, progress, killed: child.signalCode === 'SIGKILL' }
}

const Answer = z.object({
  key: z.number(),
  resumed: z.boolean(),
  resealed: z.number(),
  unreadable: z.array(z.unknown()),
})

describe('tinhso rotate-keys', { timeout: 300_000 }, () => {
  let before_: Read[]
  before(async () => {
    server = process.env['TEST_DATABASE_URL'] === undefined ? undefined : await testDatabase()
    before_ = await withContext(async (ctx) => {
      await enterDemo(ctx.db)
      await fillDemo(ctx, { cases, say: () => undefined })
      const { rows } = await sql<{ code: string }>`select code from documents.document limit 3`.execute(ctx.db)
      for (const { code } of rows) {
        const row = await findDocument(ctx.db, code)
        if (row) await pdfOf(ctx, row)
      }
      return readAll(ctx)
    })
  })
  after(async () => {
    await server?.drop()
    rmSync(dataDir, { recursive: true, force: true })
  })

  test('killed half way, every value is readable and none is lost; the next run goes on and ends it', async () => {
    const broken = await tinhso(['rotate-keys', '--alone', '--json'], { killAtFirst: true })
    assert.ok(broken.killed, broken.progress)
    const midway = await withContext(readAll)
    assert.deepEqual(said(midway), said(before_))
    assert.deepEqual(keysOf(midway), [1, 2], 'some values are under the new key, and some are not')

    const whole = await tinhso(['rotate-keys', '--alone', '--json'])
    const answer = Answer.parse(JSON.parse(whole.out))
    assert.deepEqual([answer.key, answer.resumed, answer.unreadable], [2, true, []])
    assert.match(whole.progress, /values: [\d,]+ \/ [\d,]+ \([\d,]+\/s/)
    const done = await withContext(readAll)
    assert.deepEqual(said(done), said(before_))
    assert.deepEqual(keysOf(done), [2])
  })

  test('a whole new change moves every value, and another master secret opens them all', async () => {
    const answer = Answer.parse(JSON.parse((await tinhso(['rotate-keys', '--alone', '--json'])).out))
    assert.deepEqual([answer.key, answer.resumed], [3, false])
    assert.equal(answer.resealed, await withContext(countValues))
    const changed = await tinhso(['rotate-keys', '--master', '--json'], { env: { NEW_SECRET_KEY: another } })
    assert.deepEqual(JSON.parse(changed.out), { keys: 5 })
    const refused = await tinhso(['rotate-keys', '--alone', '--json'])
    assert.equal(
      z.object({ error: z.object({ code: z.string() }) }).parse(JSON.parse(refused.out)).error.code,
      'secret-key-wrong',
    )
    assert.deepEqual(said(await withContext(readAll, another)), said(before_))
  })

  test('no sealed value stands outside the columns that the modules have named', async () => {
    const filled = before_.filter(({ values }) => values > 0).length
    assert.ok(filled >= 8, `${filled} of the named columns hold values in this province`)
    const known = new Set(columns.map(({ table, column }) => `${table}.${column}`))
    const found = await withContext((ctx) => findSealed(ctx), another)
    assert.deepEqual(
      found.filter((name) => !known.has(name)),
      [],
    )
    assert.ok(
      found.includes('people.account.id_sealed') && found.includes('cases.case.answers'),
      'the search finds some',
    )
  })

  test('every column of bytes is named as sealed, or is known to be something else', async () => {
    const known = new Set(columns.map(({ table, column }) => `${table}.${column}`))
    const { rows } = await withContext(
      (ctx) =>
        sql<{ name: string }>`
          select table_schema || '.' || table_name || '.' || column_name as name from information_schema.columns
          where data_type = 'bytea' and table_schema not in ('pg_catalog', 'information_schema', 'jobs')`.execute(
          ctx.db,
        ),
      another,
    )
    const unnamed = rows.map(({ name }) => name).filter((name) => !known.has(name) && !name.endsWith('digest'))
    assert.deepEqual(unnamed.sort(), otherBytes)
  })
})

/** Bytes that are no sealed values: wrapped keys, roots of seals, pieces of files, digests under other names, public halves of keys. */
const otherBytes = [
  'core.key.wrapped',
  'core.seal.chain',
  'core.seal.root',
  'core.upload_chunk.content',
  'people.code.address',
  'people.identity_link.subject',
  'people.oidc_item.session',
  'people.passkey.public_key',
  'profiles.share.token',
  'reports.learnt.body',
  'reports.sending.who',
  'reports.survey_answer.who',
]

const countValues = async (ctx: Context): Promise<number> => {
  let rows = 0
  for (const column of columns)
    rows += column.form === 'texts' ? await rowsWithTexts(ctx, column) : (await storedIn(ctx, column)).length
  return rows
}
const rowsWithTexts = async (ctx: Context, { table, column }: SealedColumn): Promise<number> => {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from ${sql.table(table)} where ${sql.ref(column)}::text like '%"sealed:%'`.execute(ctx.db)
  return rows[0]?.n ?? 0
}

/** Every column of the database in which the head of a sealed value stands: as bytes, as hex or as base64. */
async function findSealed(ctx: Context): Promise<string[]> {
  const { rows } = await sql<{ table: string; column: string; type: string }>`
    select c.table_schema || '.' || c.table_name as table, c.column_name as column, c.data_type as type
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where t.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema', 'jobs')
      and c.data_type in ('bytea', 'text', 'jsonb', 'json')`.execute(ctx.db)
  const found: string[] = []
  const heads = [1, 2, 3].map(headOf)
  const texts = heads.flatMap((head) => [head.toString('base64'), head.toString('base64url'), head.toString('hex')])
  for (const { table, column, type } of rows) {
    const has =
      type === 'bytea'
        ? sql`substring(${sql.ref(column)} from 1 for 6) = any(${heads})`
        : sql`${sql.ref(column)}::text ~ ${texts.map((text) => text.replaceAll('+', '\\+')).join('|')}`
    const hit = await sql`select 1 from ${sql.table(table)} where ${has} limit 1`.execute(ctx.db)
    if (hit.rows.length > 0) found.push(`${table}.${column}`)
  }
  // A file that is sealed is told by its bytes.
  const files = await sql<{
    digest: string
  }>`select file_sealed as digest from documents.document where file_sealed is not null`.execute(ctx.db)
  for (const { digest } of files.rows) assert.equal(keyOf(await ctx.files.bytes(digest)), 3)
  return found
}
