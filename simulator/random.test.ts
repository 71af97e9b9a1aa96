import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lottery, randomOf } from './random.ts'

test('a lottery draws each item by its weight, and none that weighs nothing', () => {
  const items = [...'abcdefg'].map((name, at) => ({ name, weight: at % 3 === 2 ? 0 : at + 0.5 }))
  const draw = lottery(items, ({ weight }) => weight)
  const random = randomOf(3)
  const counts = new Map<string, number>()
  const draws = 20_000
  for (let no = 0; no < draws; no += 1) {
    const { name } = draw(random)
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const whole = items.reduce((sum, { weight }) => sum + weight, 0)
  for (const { name, weight } of items) {
    const share = (counts.get(name) ?? 0) / draws
    assert.ok(weight === 0 ? share === 0 : Math.abs(share - weight / whole) < 0.02, `${name}: ${share}`)
  }
})

test('a lottery of nothing is an error', () => {
  assert.throws(() => lottery([], () => 1)(randomOf(1)), /nothing to choose/)
})
