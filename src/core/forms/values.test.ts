import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isDay } from './day.ts'
import { fieldTypes, type Field, type FieldType } from './model.ts'
import { readValue, type World } from './values.ts'

const world: World = {
  today: '2026-11-18',
  hasOption: (list, value) => list === 'colours' && ['red', 'green'].includes(value),
  hasUnit: (id) => id === '99001',
}
const field = (type: FieldType, more: Partial<Field> = {}): Field => ({
  id: 'it',
  type,
  label: { vi: 'Nó' },
  required: false,
  locked: false,
  ...more,
})
const bad = (fault: string) => ({ fault })

/** Each line: a type, what was given, what comes of it. */
const table: readonly (readonly [FieldType, unknown, unknown, Partial<Field>?])[] = [
  ['personName', '  Nguyễn   Văn  A ', 'Nguyễn Văn A'],
  ['personName', 'Nguye\u0302\u0303n Thị Ánh', 'Nguyễn Thị Ánh'],
  ['personName', "K'Brơi", "K'Brơi"],
  ['personName', 'Y Moan Êban', 'Y Moan Êban'],
  ['personName', '<script>alert(1)</script>', bad('personName')],
  ['personName', 'A1', bad('personName')],
  ['personName', 'x'.repeat(201), bad('tooLong')],
  ['personName', 7, bad('text')],
  ['personalId', '045 090 123 456', '045090123456'],
  ['personalId', '045090123456', '045090123456'],
  ['personalId', '04509012345', bad('personalId')],
  ['personalId', '0450901234567', bad('personalId')],
  ['personalId', '000090123456', bad('personalId')],
  ['personalId', '045299123456', bad('personalId')],
  ['personalId', '045226123456', '045226123456'],
  ['personalId', '045227123456', bad('personalId')],
  ['date', '2025-12-31', '2025-12-31'],
  ['date', '2024-02-29', '2024-02-29'],
  ['date', '2025-02-29', bad('date')],
  ['date', '31/12/2025', bad('date')],
  ['date', '2025-1-1', bad('date')],
  ['date', '0001-01-01', bad('date')],
  ['date', '2025-01-01', bad('tooEarly'), { min: '2025-01-02' }],
  ['date', '2025-01-03', bad('tooLate'), { max: '2025-01-02' }],
  ['choice', 'red', 'red', { list: 'colours' }],
  ['choice', 'blue', bad('choice'), { list: 'colours' }],
  ['choice', 'one', 'one', { options: [{ value: 'one', label: { vi: 'Một' } }] }],
  ['choice', 'constructor', bad('choice'), { options: [{ value: 'one', label: { vi: 'Một' } }] }],
  ['choices', ['red', 'green'], ['red', 'green'], { list: 'colours' }],
  ['choices', ['red', 'red'], bad('choice'), { list: 'colours' }],
  ['choices', 'red', bad('choice'), { list: 'colours' }],
  ['address', { line: ' Thôn 1 ', commune: '19333' }, { line: 'Thôn 1', commune: '19333' }],
  ['address', 'Thôn 1', { line: 'Thôn 1' }],
  ['address', { line: '', commune: '' }, null],
  ['address', { commune: '1933' }, bad('address')],
  ['address', { line: 'x', __proto__x: 'y' }, bad('address')],
  ['address', ['x'], bad('address')],
  ['phone', '0912 345 678', '+84912345678'],
  ['phone', '+84 912.345.678', '+84912345678'],
  ['phone', '84912345678', '+84912345678'],
  ['phone', '0233 3826103', '+842333826103'],
  ['phone', '+14155550100', '+14155550100'],
  ['phone', '12345', bad('phone')],
  ['phone', '0112345678', bad('phone')],
  ['email', 'An.Nguyen@Example.VN', 'An.Nguyen@example.vn'],
  ['email', 'an@vn', bad('email')],
  ['email', 'an@@example.vn', bad('email')],
  ['email', "an'or'1@example.vn", bad('email')],
  ['text', 'dòng 1\r\ndòng 2', 'dòng 1\ndòng 2', { lines: 3 }],
  ['text', 'dòng 1\ndòng 2', 'dòng 1 dòng 2'],
  ['text', "'; drop table cases.case --", "'; drop table cases.case --"],
  ['text', 'a\u0000b', bad('characters')],
  ['text', 'a\u202Eb', bad('characters')],
  ['text', '\uD800', bad('characters')],
  ['text', 'abcdef', bad('tooLong'), { maxLength: 5 }],
  ['text', 'AB-1', 'AB-1', { pattern: '[A-Z]{2}-[0-9]' }],
  ['text', 'xAB-1', bad('pattern'), { pattern: '[A-Z]{2}-[0-9]' }],
  ['text', '   ', null],
  ['number', 2.5, 2.5, { decimals: 1 }],
  ['number', 0.1 + 0.2, 0.1 + 0.2, { decimals: 1 }],
  ['number', 2.55, bad('decimals'), { decimals: 1 }],
  ['number', 2.5, bad('decimals')],
  ['number', '2', bad('number')],
  ['number', Number.NaN, bad('number')],
  ['number', 1e300, bad('number')],
  ['number', 0, bad('tooSmall'), { min: 1 }],
  ['number', 3, bad('tooLarge'), { max: 2 }],
  ['number', -0, 0],
  ['money', 8000, 8000],
  ['money', -1, bad('money')],
  ['money', 0.5, bad('money')],
  ['yesNo', true, true],
  ['yesNo', 'true', bad('yesNo')],
  ['unit', '99001', '99001'],
  ['unit', '99999', bad('unit')],
  ['file', ['u_1'], ['u_1']],
  ['file', ['../../etc/passwd'], bad('file')],
  ['file', ['a', 'b'], bad('file'), { maxFiles: 1 }],
  ['taxCode', '0100233488', '0100233488'],
  ['taxCode', '0100112437', '0100112437'],
  ['taxCode', '0314409058-002', '0314409058-002'],
  ['taxCode', '0312687878001', '0312687878-001'],
  ['taxCode', '0100233480', bad('taxCode')],
  ['taxCode', '0314409058-000', bad('taxCode')],
  ['taxCode', '045090123456', '045090123456'],
]

test('each type of field reads what fits and says what does not', () => {
  for (const [type, raw, expected, more] of table) {
    const reading = readValue(field(type, more), raw, world)
    const isFault = typeof expected === 'object' && expected !== null && 'fault' in expected
    assert.deepEqual(reading, isFault ? expected : { value: expected }, `${type} ${JSON.stringify(raw)}`)
  }
})

test('a blank answer is null for every type', () => {
  for (const type of fieldTypes)
    for (const blank of [undefined, null, '', []])
      assert.deepEqual(readValue(field(type), blank, world), { value: null })
})

test('nothing that is given makes a field throw, and a value that was read reads the same again', () => {
  const anything = fc.oneof(
    fc.anything(),
    fc.string({ unit: 'binary' }),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
  )
  fc.assert(
    fc.property(fc.constantFrom(...fieldTypes), anything, (type, raw) => {
      const reading = readValue(field(type, { lines: 2, decimals: 2 }), raw, world)
      if (!('value' in reading)) return
      assert.deepEqual(readValue(field(type, { lines: 2, decimals: 2 }), reading.value, world), reading)
      assert.doesNotMatch(JSON.stringify(reading.value), /\\u0000/)
    }),
    { numRuns: 2000 },
  )
})

test('a day is one that the calendar has', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1800, max: 2200 }),
      fc.integer({ min: 0, max: 13 }),
      fc.integer({ min: 0, max: 32 }),
      (year, month, day) => {
        const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
        const exists = month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
        assert.equal(isDay(text), exists, text)
      },
    ),
  )
})
