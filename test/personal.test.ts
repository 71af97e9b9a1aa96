/** What is kept of people, over all modules: no table is forgotten; a copy holds everything; an erasure leaves what law keeps, and the figures. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import type { PersonalTable } from '#core/personal'
import { testContext, type TestContext } from '#test/context'
import { modules } from '../src/modules.ts'
import { paths } from '../web/paths.ts'

/** How columns are called that name a person, or the record of one. */
const namesPeople = [
  ...[
    'account',
    'owner',
    'author',
    'filed_by',
    'by',
    'added_by',
    'who',
    'actor',
    'subject',
    'reader',
    'substitute',
    'official',
  ],
  ...[
    'applicant_digest',
    'id_digest',
    'applicant',
    'submitter',
    'sender',
    'holder',
    'issued_by',
    'read_by',
    'assignee',
    'person',
  ],
]

/** Columns of these names that hold something else, or officials at their work, and why nobody's copy has them. */
const others: Readonly<Record<string, string>> = {
  'cases.case.applicant': 'opened in the copy of its row',
  'cases.case.submitter': 'opened in the copy of its row',
  'core.access.actor': 'who looked: told to the person whose record it was, by name, on a page',
  'core.event.actor': 'events are found by the record that they are about',
  'documents.document.holder': 'a name; documents are found by the record that they belong to',
  'notices.broadcast.account': 'the official who announced',
  'notices.broadcast.subject': 'words of a notice to all',
  'notices.message.subject': 'words of a notice',
  'people.personal_qr_reading.reader': 'the official who read a code, for a minute',
  'reports.report.sender': 'opened in the copy of its row',
  'reports.sending.who': 'keyed digest of whoever sent something in the last day: no way back to a person',
  'reports.survey_answer.who': 'keyed digest of account and survey: no way back to a person',
}

describe('what is kept of people', { timeout: 120_000 }, () => {
  let t: TestContext
  let tables: PersonalTable[]
  before(async () => {
    t = await testContext()
    tables = t.ctx.personal.kinds.flatMap((kind) => kind.tables)
  })
  after(() => t.close())
  const columns = async (where: ReturnType<typeof sql<boolean>>) =>
    (
      await sql<{ table: string; column: string }>`
        select c.table_schema || '.' || c.table_name as table, c.column_name as column
        from information_schema.columns c join information_schema.tables b using (table_schema, table_name)
        where b.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema', 'jobs', 'public') and ${where}
        order by 1, 2`.execute(t.ctx.db)
    ).rows

  test('every table that names a person is declared by a module, or said not to', async () => {
    const found = await columns(sql<boolean>`c.column_name = any(${namesPeople}::text[])`)
    const undeclared = found.filter(({ table, column }) => {
      const known = tables.find((one) => one.table === table)
      const said = [...(known?.by ?? []), known?.byNumber, known?.bySubject, ...(known?.hide ?? [])]
      return !said.includes(column) && !(`${table}.${column}` in others)
    })
    assert.deepEqual(undeclared, [])
    const names = new Set(found.map(({ table, column }) => `${table}.${column}`))
    assert.deepEqual(
      Object.keys(others).filter((name) => !names.has(name)),
      [],
      'nothing is excused that is not there',
    )
  })

  test('every table that refers to an account is declared', async () => {
    const { rows } = await sql<{ table: string }>`
      select distinct n.nspname || '.' || c.relname as table from pg_constraint k
      join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
      where k.contype = 'f' and k.confrelid = 'people.account'::regclass`.execute(t.ctx.db)
    const declared = new Set(tables.map(({ table }) => table))
    assert.ok(rows.length > 10)
    assert.deepEqual(
      rows.map(({ table }) => table).filter((table) => !declared.has(table)),
      [],
    )
  })

  test('every declared column is there, each table is declared once, each kind has its page and its law', async () => {
    const there = new Set((await columns(sql<boolean>`true`)).map(({ table, column }) => `${table}.${column}`))
    const named = tables.flatMap(({ table, by = [], byNumber, bySubject, hide = [], file, onErasure }) =>
      [
        ...[...by, byNumber, bySubject, ...hide, file?.digest, file?.name],
        ...(typeof onErasure === 'string' ? [] : [...Object.keys(onErasure.set ?? {}), onErasure.rename]),
      ].flatMap((column) => (column === undefined ? [] : [`${table}.${column}`])),
    )
    assert.deepEqual(
      named.filter((name) => !there.has(name)),
      [],
    )
    assert.equal(new Set(tables.map(({ table }) => table)).size, tables.length)
    const pages: readonly string[] = Object.values(paths)
    for (const { id, path, basis, tables: own } of t.ctx.personal.kinds) {
      if (path !== undefined) assert.ok(pages.includes(path), `${id}: ${path}`)
      if (own[0]?.onErasure === 'keep') assert.ok(basis, `${id} is kept, and names the law`)
      if (basis !== undefined)
        assert.ok(
          own.some(({ onErasure }) => onErasure !== 'delete'),
          `${id} is kept by no law`,
        )
    }
  })

  test('each module that has tables about people contributes', () => {
    const contributing = modules.filter((module) => (module.personal ?? []).length > 0).map(({ name }) => name)
    assert.deepEqual(contributing, [
      'notices',
      'people',
      'documents',
      'cases',
      'profiles',
      'services',
      'reports',
      'appointments',
    ])
  })
})
