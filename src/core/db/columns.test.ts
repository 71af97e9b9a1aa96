import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { testContext, type TestContext } from '#test/context'
import {
  ofBigint,
  ofBoolean,
  ofBytes,
  ofInstant,
  ofInt,
  ofJson,
  ofSmallint,
  ofText,
  ofUuid,
  tableOf,
} from './columns.ts'

type Row = { text?: string; small?: number; int?: number; big?: number; yes?: boolean; at?: Date | 'infinity' } & {
  bytes?: Uint8Array
  json?: unknown
  id?: string
}

const columns = {
  a_text: ofText<Row>((row) => row.text),
  a_small: ofSmallint<Row>((row) => row.small),
  an_int: ofInt<Row>((row) => row.int),
  a_big: ofBigint<Row>((row) => row.big),
  yes: ofBoolean<Row>((row) => row.yes),
  at: ofInstant<Row>((row) => row.at),
  bytes: ofBytes<Row>((row) => row.bytes),
  json: ofJson<Row>((row) => row.json),
  id: ofUuid<Row>((row) => row.id),
}

let t: TestContext
before(async () => {
  t = await testContext()
})
after(() => t.close())

const read = async (rows: readonly Row[]) =>
  (
    await sql<Record<string, unknown>>`
      select a_text, a_small, an_int, a_big::text as a_big, yes, at::text as at, encode(bytes, 'hex') as bytes, json, id
      from ${tableOf(rows, columns)}`.execute(t.ctx.db)
  ).rows

test('what is sent as columns comes back as it was', async () => {
  const letters = `Nguyễn Thị Đào 😀 "quoted" {a,b} \\ NULL ${'ư'.repeat(3_000)}`
  const sent: Row[] = [
    { text: letters, small: -32_768, int: -2_147_483_648, big: Number.MIN_SAFE_INTEGER, yes: true },
    { text: '', small: 32_767, int: 2_147_483_647, big: Number.MAX_SAFE_INTEGER, yes: false },
    { at: new Date('1969-12-31T23:59:59.999Z'), bytes: Uint8Array.of(0, 255, 10), json: { a: [1, null, 'ộ"\n'] } },
    { at: new Date('2026-11-28T01:02:03.456Z'), bytes: new Uint8Array(0), json: false, big: -1 },
    { at: 'infinity', json: 0, big: 2 ** 32, id: '0f8e2d6c-1b3a-4c5d-9e7f-00ff10a0b0c1' },
  ]
  const empty = {
    a_text: null,
    a_small: null,
    an_int: null,
    a_big: null,
    yes: null,
    at: null,
    bytes: null,
    json: null,
    id: null,
  }
  const expected = [
    {
      ...empty,
      a_text: letters,
      a_small: -32_768,
      an_int: -2_147_483_648,
      a_big: String(Number.MIN_SAFE_INTEGER),
      yes: true,
    },
    {
      ...empty,
      a_text: '',
      a_small: 32_767,
      an_int: 2_147_483_647,
      a_big: String(Number.MAX_SAFE_INTEGER),
      yes: false,
    },
    { ...empty, at: '1969-12-31 23:59:59.999+00', bytes: '00ff0a', json: { a: [1, null, 'ộ"\n'] } },
    { ...empty, at: '2026-11-28 01:02:03.456+00', bytes: '', json: false, a_big: '-1' },
    { ...empty, at: 'infinity', json: 0, a_big: String(2 ** 32), id: '0f8e2d6c-1b3a-4c5d-9e7f-00ff10a0b0c1' },
  ]
  assert.deepEqual(await read(sent), expected, 'many rows, as arrays')
  assert.deepEqual(await read(sent.slice(1, 4)), expected.slice(1, 4), 'a few rows, value by value')
  for (const [at, row] of sent.entries()) assert.deepEqual(await read([row]), [expected[at]], 'one row')
})

test('a number that its column cannot hold is an error, not another number', () => {
  assert.throws(() => tableOf([{ small: 32_768 }], columns), RangeError)
  assert.throws(() => tableOf([{}, {}, {}, { int: 2 ** 31 }], columns), RangeError)
})

test('no rows are an empty table', async () => assert.deepEqual(await read([]), []))
