import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testContext } from '#test/context'
import { fillOnce } from './mark.ts'

test('a demo is filled once; one whose filling was stopped is not taken for a whole one', async () => {
  const t = await testContext()
  try {
    let fillings = 0
    await assert.rejects(
      fillOnce(t.ctx.db, () => Promise.reject(new Error('the light went out'))),
      /light/,
    )
    const fill = () => Promise.resolve((fillings += 1))
    await assert.rejects(fillOnce(t.ctx.db, fill), { code: 'demo-half-filled' })
    assert.equal(fillings, 0)
  } finally {
    await t.close()
  }
  const other = await testContext()
  try {
    let fillings = 0
    for (let start = 0; start < 3; start += 1) await fillOnce(other.ctx.db, () => Promise.resolve((fillings += 1)))
    assert.equal(fillings, 1)
  } finally {
    await other.close()
  }
})
