import assert from 'node:assert/strict'
import { test } from 'node:test'
import { packFolder } from '#test/pack-folder'
import { checkPack, problemLine } from '#core/definitions'
import { NoticeWords, noticeKind } from './definition.ts'
import { isPlain, segmentsOf } from './sms-length.ts'
import { word } from './wording.ts'

const accepted = NoticeWords.parse({
  name: 'Tiếp nhận',
  group: 'my-cases',
  facts: { caseCode: 'H50', unit: 'Xã Một', dueAt: '14:30' },
  subject: { vi: 'Hồ sơ {caseCode} đã được tiếp nhận', en: 'Case {caseCode} was accepted' },
  body: [
    { vi: '{unit} đã tiếp nhận.', en: '{unit} accepted it.' },
    { vi: 'Hẹn trả: {dueAt}.', en: 'Due: {dueAt}.' },
  ],
  brief: { vi: 'Hồ sơ {caseCode}, hẹn trả {dueAt}', en: 'Case {caseCode}, due {dueAt}' },
})

test('a sentence whose fact is missing is left out, in both languages', () => {
  const facts = { caseCode: 'H50', unit: 'Y' }
  assert.deepEqual(word(accepted, facts, 'vi'), {
    subject: 'Hồ sơ H50 đã được tiếp nhận',
    body: 'Y đã tiếp nhận.',
    brief: 'Hồ sơ H50 đã được tiếp nhận',
  })
  assert.equal(word(accepted, { ...facts, dueAt: '9:00' }, 'en').body, 'Y accepted it.\nDue: 9:00.')
  assert.equal(word(accepted, { ...facts, dueAt: '9:00' }, 'en').brief, 'Case H50, due 9:00')
})

test('a fact is put in as it is: no mark in it names another fact, nothing inherited is one', () => {
  assert.equal(word(accepted, { caseCode: '{unit}', unit: '<b>' }, 'vi').body, '<b> đã tiếp nhận.')
  assert.equal(word(accepted, { caseCode: '{unit}', unit: 'x' }, 'vi').subject, 'Hồ sơ {unit} đã được tiếp nhận')
  const odd = { ...accepted, body: [{ vi: '{constructor}', en: '{toString}' }] }
  assert.equal(word(odd, {}, 'vi').body, '')
})

test('the check tells each mistake with its place', () => {
  const pack = packFolder({
    'notices/lamp-lit.yaml': [
      'name: { vi: Đèn, en: Lamp }',
      'group: my-case',
      'facts: { lamp: Đèn đường }',
      'subject: { vi: Đèn, en: Lamp }',
      'body:',
      '  - { vi: Đèn đã sáng., en: The lamp is lit. }',
    ].join('\n'),
    'notices/lamp-out.yaml': [
      'name: { vi: Đèn, en: Lamp }',
      'group: news',
      'facts: { lamp: Đèn đường, never: x }',
      'subject: { vi: "Đèn {lamp}", en: Lamp }',
      'body:',
      '  - { vi: "Tắt lúc {at}.", en: "Out at {at}." }',
      'zalo: { template: "7", parameters: { den: lampp } }',
    ].join('\n'),
  })
  try {
    assert.deepEqual(checkPack(pack.folder, [noticeKind], [{ notice: ['lamp-lit', 'lamp-gone'] }]).map(problemLine), [
      'notices/lamp-gone.yaml:1:1 the pack needs this file',
      'notices/lamp-lit.yaml:2:8 group: no value "my-case"; did you mean "my-cases"?',
      'notices/lamp-out.yaml:3:34 facts.never: warning: no sentence names "never"',
      'notices/lamp-out.yaml:4:10 subject: {lamp} stands in one language and not in the other',
      'notices/lamp-out.yaml:6:5 body.0: no fact "at"; write it under `facts` with an example',
      'notices/lamp-out.yaml:7:43 zalo.parameters.den: no fact "lampp"; write it under `facts` with an example',
    ])
  } finally {
    pack.remove()
  }
})

test('an SMS is cut as the network cuts it: 160 or 70 alone, 153 or 67 in parts, no character in two', () => {
  assert.ok(isPlain('Ma: 123 [a]'))
  assert.ok(!isPlain('Mã'))
  assert.deepEqual(segmentsOf('a'.repeat(160)).length, 1)
  assert.deepEqual(
    segmentsOf('a'.repeat(161)).map((part) => part.length),
    [153, 8],
  )
  assert.deepEqual(
    segmentsOf('a'.repeat(152) + '€' + 'b'.repeat(10)).map((part) => part.length),
    [152, 11],
  )
  assert.equal(segmentsOf('ã'.repeat(70)).length, 1)
  assert.deepEqual(
    segmentsOf('ã'.repeat(66) + '😀' + 'ã'.repeat(5)).map((part) => part.length),
    [66, 7],
  )
  for (const text of ['ã'.repeat(300), 'x€'.repeat(200)]) assert.equal(segmentsOf(text).join(''), text)
})
