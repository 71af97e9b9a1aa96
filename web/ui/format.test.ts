import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  formatBytes,
  formatDate,
  formatDateTime,
  formatMoney,
  formatNumber,
  formatPercent,
  formatPhone,
} from './format.ts'

test('dates and times are the province’s, whatever the device thinks', () => {
  assert.equal(formatDate('2026-11-22', 'vi'), '22/11/2026')
  assert.equal(formatDate('2026-11-21T18:30:00Z', 'vi'), '22/11/2026')
  assert.equal(formatDateTime('2026-11-22T07:30:00Z', 'vi'), '14:30 22/11/2026')
  assert.equal(formatDateTime('2026-11-22T07:30:00Z', 'en'), '14:30 22/11/2026')
})

test('numbers follow the reader’s language', () => {
  assert.equal(formatNumber(1234.5, 'vi'), '1.234,5')
  assert.equal(formatNumber(1234.5, 'en'), '1,234.5')
  assert.equal(formatMoney(50000, 'vi'), '50.000\u00a0₫')
  assert.equal(formatPercent(0.985, 'vi'), '98,5 %')
  assert.equal(formatBytes(1_540_000, 'vi'), '1,5 MB')
})

test('phones stand as people here write them', () => {
  assert.equal(formatPhone('+84912345678'), '0912 345 678')
  assert.equal(formatPhone('+842333123456'), '02333 123 456')
  assert.equal(formatPhone('+4915123456789'), '+4915123456789')
})
