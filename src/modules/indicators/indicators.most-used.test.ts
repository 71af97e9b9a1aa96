import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { anonymous, system } from '#core/actor'
import { transact } from '#core/call'
import { AppError } from '#core/errors'
import { emitHistory } from '#core/events'
import { testContext, type TestContext } from '#test/context'
import { listMostUsed } from './most-used.ts'

let t: TestContext
const pack = mkdtempSync(join(tmpdir(), 'tinhso-pack-'))
before(async () => {
  cpSync('test/pack', pack, { recursive: true })
  cpSync('province/quang-tri/indicators', join(pack, 'indicators'), { recursive: true })
  t = await testContext({ pack })
})
after(async () => {
  await t.close()
  rmSync(pack, { recursive: true, force: true })
})

let serial = 0
const filed = (procedure: string, unit: string, at: string) => {
  serial += 1
  const payload = { procedure, channel: 'online', receivedBy: unit }
  return { type: 'cases.submitted', v: 1, record: `h${serial}`, version: 1, unit, occurredAt: new Date(at), payload }
}

test('indicators.list-most-used counts what was filed over all units in the last months, and no more', async () => {
  assert.deepEqual((await t.call(listMostUsed, {}, anonymous())).items, [])
  const facts = [
    ...Array.from({ length: 3 }, () => filed('thing-permit', '99001', '2026-11-03T02:00:00Z')),
    ...Array.from({ length: 2 }, () => filed('note-copy', '99001', '2026-10-05T02:00:00Z')),
    ...Array.from({ length: 2 }, () => filed('note-copy', '99002', '2026-11-05T02:00:00Z')),
    ...Array.from({ length: 9 }, () => filed('thing-permit', '99002', '2026-02-05T02:00:00Z')),
    filed('no-longer-there', '99002', '2026-11-05T02:00:00Z'),
  ]
  await transact(t.ctx, system, { origin: 'demo' }, (db) => emitHistory(db, facts))
  await t.drain()
  const { items } = await t.call(listMostUsed, {}, anonymous())
  assert.deepEqual(
    items.map(({ code, cases }) => [code, cases]),
    [
      ['9.000002', 4],
      ['9.000001', 3],
    ],
  )
  assert.equal((await t.call(listMostUsed, { limit: 1 }, anonymous('en'))).items[0]?.name, 'Copy of a note')
})

test('indicators.list-most-used is open to anybody, and refuses a limit that makes no sense', async () => {
  await assert.rejects(
    t.call(listMostUsed, { limit: 0 }, anonymous()),
    (error) => error instanceof AppError && error.code === 'invalid-input',
  )
})
