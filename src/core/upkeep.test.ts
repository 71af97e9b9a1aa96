import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { testContext, type TestContext } from '#test/context'
import { keepTablesFit, listChanged, vacuumChanged } from './upkeep.ts'

let t: TestContext
before(async () => {
  t = await testContext({ modules: [] })
  await sql`create table public.leaves (n int)`.execute(t.ctx.db)
})
after(() => t.close())

const changed = async () => {
  await sql`select pg_stat_force_next_flush()`.execute(t.ctx.db)
  return (await listChanged(t.ctx.db)).includes('public.leaves')
}
const counted = async () =>
  (await sql<{ n: number }>`select reltuples::int as n from pg_class where relname = 'leaves'`.execute(t.ctx.db))
    .rows[0]?.n

test('a table that has changed much is cleared and counted, and then left alone', async () => {
  assert.equal(await changed(), false)
  await sql`insert into public.leaves select generate_series(1, 3000)`.execute(t.ctx.db)
  await sql`delete from public.leaves where n > 1000`.execute(t.ctx.db)
  assert.equal(await changed(), true)
  await vacuumChanged(t.ctx.db)
  assert.equal(await counted(), 1000)
  assert.equal(await changed(), false)
})

test('a server, which has autovacuum, is left alone', async () => {
  await sql`insert into public.leaves select generate_series(1, 3000)`.execute(t.ctx.db)
  await keepTablesFit.run({ ...t.ctx, embedded: false })
  if (t.ctx.embedded) assert.equal(await counted(), 1000)
})
