import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { z } from 'zod'
import { openDatabase, type Database } from '#core/db'
import { PackError, defineKind, openDefinitions } from '#core/definitions'
import { testDatabase, type TestDatabase } from '#test/database'
import { packFolder } from '#test/pack-folder'

const rule = defineKind({
  kind: 'rule',
  folder: 'rules',
  schema: z.strictObject({ code: z.string(), days: z.int().default(1) }),
  code: ({ code }) => code,
})

let home: TestDatabase
let database: Database
before(async () => {
  home = await testDatabase()
  database = openDatabase(home.url, home.embedded, home.poolSize)
})
after(async () => {
  await database.close()
  await home.drop()
})

test('a definition holds from the day in its file name, stays readable by its digest, and retires with its file', async () => {
  const { db } = database
  const pack = packFolder({
    'rules/stay.yaml': 'code: "1.000001"\n',
    'rules/stay@2027-03-01.yaml': 'code: "1.000001"\ndays: 2\n',
  })
  let now = new Date('2026-11-18T02:00:00Z')
  const open = () => openDefinitions([rule], () => now)

  const first = open()
  await first.load(db, first.read(pack.folder))
  assert.equal(first.get(rule, 'stay').body.days, 1)
  assert.equal(first.get(rule, '1.000001').id, 'stay')
  assert.equal(first.get(rule, 'stay', '2027-02-28').body.days, 1)
  assert.equal(first.get(rule, 'stay', '2027-03-01').body.days, 2)
  assert.throws(() => first.get(rule, 'gone'), /no rule "gone"/)
  const { digest } = first.get(rule, 'stay')

  pack.write('rules/stay.yaml', '# a comment changes nothing\ncode: "1.000001"\n')
  const same = open()
  await same.load(db, same.read(pack.folder))
  assert.equal(same.get(rule, 'stay').digest, digest)

  now = new Date('2026-11-19T02:00:00Z')
  pack.write('rules/stay.yaml', 'code: "1.000001"\ndays: 5\n')
  const corrected = open()
  await corrected.load(db, corrected.read(pack.folder))
  assert.equal(corrected.get(rule, 'stay').body.days, 5)
  assert.equal(corrected.byDigest(rule, digest).body.days, 1)

  pack.remove('rules')
  const without = open()
  await without.load(db, without.read(pack.folder))
  assert.equal(without.find(rule, 'stay'), undefined)
  assert.equal(without.byDigest(rule, digest).body.days, 1)
  assert.equal(without.get(rule, 'stay', '2026-11-18').body.days, 5, 'until the day on which it retired it holds')
  pack.remove()
})

test('a pack with mistakes is not loaded, and says all of them', async () => {
  const pack = packFolder({ 'rules/a.yaml': 'days: 0.5\n', 'rules/b.yaml': 'cod: "1.000001"\ncode: "1.000001"\n' })
  assert.throws(
    () => openDefinitions([rule]).read(pack.folder),
    (error) => {
      assert.ok(error instanceof PackError)
      assert.equal(error.problems.length, 3)
      return true
    },
  )
  pack.remove()
})

test('an import adds, changes, leaves alone and rejects; a second one adds nothing; the pack hides it', async () => {
  const { db } = database
  const definitions = openDefinitions([rule])
  const rows = [
    { id: '2.000001', content: { code: '2.000001' } },
    { id: '2.000002', content: { code: '2.000002', days: 3 } },
    { id: '2.000003', content: { code: '2.000003', days: 'three' } },
  ]
  const first = await definitions.import(db, rule, rows)
  assert.deepEqual(first.added, ['2.000001', '2.000002'])
  assert.deepEqual(first.rejected, [{ id: '2.000003', path: 'days', message: 'must be a number, not a text' }])
  const second = await definitions.import(db, rule, rows)
  assert.deepEqual([second.added, second.changed, second.unchanged], [[], [], ['2.000001', '2.000002']])
  const before = definitions.revision(rule)
  const third = await definitions.import(db, rule, [{ id: '2.000002', content: { code: '2.000002', days: 4 } }])
  assert.deepEqual(third.changed, ['2.000002'])
  assert.ok(definitions.revision(rule) > before)
  assert.equal(definitions.get(rule, '2.000002').body.days, 4)
  const back = await definitions.import(db, rule, [rows[1] ?? { id: '', content: {} }])
  assert.deepEqual(back.changed, ['2.000002'])
  assert.equal(definitions.get(rule, '2.000002').body.days, 3)

  const pack = packFolder({ 'rules/ours.yaml': 'code: "2.000001"\ndays: 9\n' })
  const another = openDefinitions([rule])
  await another.load(db, another.read(pack.folder))
  assert.equal(another.get(rule, '2.000001').body.days, 9)
  assert.deepEqual(
    another
      .list(rule)
      .map(({ id }) => id)
      .toSorted(),
    ['2.000002', 'ours'],
  )
  pack.remove()
})

test('a process takes up what another one imported', async () => {
  const { db } = database
  const here = openDefinitions([rule])
  await here.refresh(db)
  await openDefinitions([rule]).import(db, rule, [{ id: '3.000001', content: { code: '3.000001' } }])
  assert.equal(here.find(rule, '3.000001'), undefined)
  assert.equal(await here.refresh(db), true)
  assert.equal(here.get(rule, '3.000001').source, 'import')
  assert.equal(await here.refresh(db), false)
})
