import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readDate, readNumber, writeDate, writeNumber } from './typed-values.ts'

test('readDate(text) reads a day as people write it', () => {
  for (const text of ['22/11/2026', '22-11-2026', '22.11.2026', '22112026', '2026-11-22', ' 22/11/2026 '])
    assert.equal(readDate(text), '2026-11-22', text)
  assert.equal(readDate('1/2/2026'), '2026-02-01')
})

test('readDate(text) refuses what is no day of the calendar', () => {
  for (const text of ['', '31/02/2026', '00/01/2026', '22/13/2026', '22/11/26', 'hôm qua'])
    assert.equal(readDate(text), undefined, text)
})

test('writeDate(value) leaves alone what is no ISO day', () => {
  assert.equal(writeDate('2026-11-22'), '22/11/2026')
  assert.equal(writeDate('31/02/2026'), '31/02/2026')
})

test('readNumber(text) takes points for thousands and a comma for decimals', () => {
  const expected: [string, number | undefined][] = [
    ['1.234,5', 1234.5],
    ['500.000', 500_000],
    ['500000', 500_000],
    ['2,5', 2.5],
    ['2.5', 2.5],
    ['50.000 ₫', 50_000],
    ['-3', -3],
    ['1.23.4', undefined],
    ['ba', undefined],
  ]
  for (const [text, value] of expected) assert.equal(readNumber(text), value, text)
  assert.equal(writeNumber(1234.5), '1.234,5')
})
