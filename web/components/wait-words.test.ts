import assert from 'node:assert/strict'
import { test } from 'node:test'
import { spanOf } from './wait-words.ts'

for (const [low, high, span, unit] of [
  [0, 1, '1', 'minutes'],
  [3, 10, '3–10', 'minutes'],
  [12, 18, '10–20', 'minutes'],
  [20, 38, '20–40', 'minutes'],
  [79, 161, '1–3', 'hours'],
  [128, 169, '2–3', 'hours'],
  [2, 17, '1–20', 'minutes'],
] as const)
  test(`a wait of ${low} to ${high} minutes reads ${span} ${unit}`, () =>
    assert.deepEqual(spanOf({ low, high }), { span, unit }))
