import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { sharedFile } from '#test/shared'
import { findIdentity } from './identity-qr.ts'

const card = '001090123456|012345678|NGUYỄN VĂN A|01011990|Nam|Phường Bến Nghé, Quận 1, TP. Hồ Chí Minh|15042021'

test('the QR of a card is read part by part', () => {
  assert.deepEqual(findIdentity(card), {
    personalId: '001090123456',
    oldId: '012345678',
    name: 'Nguyễn Văn A',
    birthDate: '1990-01-01',
    sex: 'male',
    address: 'Phường Bến Nghé, Quận 1, TP. Hồ Chí Minh',
    issuedOn: '2021-04-15',
  })
})

test('a card without an old number, with the parts that new cards add, is read', () => {
  const found = findIdentity('045190001234||Trần Thị Bé|09021990|Nữ|Thôn 1, xã Gio Linh, Quảng Trị|20082024|||')
  assert.equal(found?.oldId, undefined)
  assert.equal(found?.name, 'Trần Thị Bé')
  assert.equal(found?.sex, 'female')
  assert.equal(found?.issuedOn, '2024-08-20')
})

test('slashed dates, labels and commas give the same', () => {
  const forms = [
    '123456789012|123456789|Nguyễn Văn A|01/01/1990|Nam|123 Đường ABC, Quận 1, TP.HCM|01/01/2020',
    'CCCD:123456789012|CMND:123456789|Họ tên:Nguyễn Văn A|Ngày sinh:01/01/1990|Giới tính:Nam|Địa chỉ:123 Đường ABC, Quận 1, TP.HCM|Ngày cấp:01/01/2020',
    'Ngày cấp: 01/01/2020|Họ và tên: Nguyễn Văn A|Số CCCD: 123456789012|CMND: 123456789|Giới tính: Nam|Nơi thường trú: 123 Đường ABC, Quận 1, TP.HCM|Ngày sinh: 01/01/1990',
    '123456789012,123456789,Nguyễn Văn A,01/01/1990,Nam,123 Đường ABC, Quận 1, TP.HCM,01/01/2020',
  ]
  const [first, ...others] = forms.map((text) => findIdentity(text))
  assert.equal(first?.birthDate, '1990-01-01')
  for (const other of others) assert.deepEqual(other, first)
})

test('days that are none, and marks written apart, are judged', () => {
  assert.equal(findIdentity(card.replace('01011990', '31021990'))?.birthDate, undefined)
  assert.equal(findIdentity(card.normalize('NFD'))?.name, 'Nguyễn Văn A')
})

test('what is no card is left to the person', () => {
  for (const text of [
    '',
    '001090123456',
    'Nguyễn Văn A, Đông Hà',
    'https://example.vn/?a=1|2',
    '12|34|x',
    'a|b|c|d|e|f|g',
  ])
    assert.equal(findIdentity(text), undefined)
})

const samples = sharedFile('identity/cccd_qr_format_samples.csv')

test('every recorded form is read', { skip: samples ? false : 'the shared samples are not here' }, () => {
  const lines = readFileSync(samples ?? '', 'utf8')
    .trim()
    .split('\n')
    .slice(1)
  assert.equal(lines.length, 4)
  for (const line of lines) {
    const payload = /^"([^"]*)"|^([^,]*)/.exec(line)
    const found = findIdentity(payload?.[1] ?? payload?.[2] ?? '')
    assert.match(found?.name ?? '', /^Nguy(e|ễ)n V(a|ă)n A$/)
    assert.equal(found?.birthDate, '1990-01-01')
    assert.ok(found?.address && found.issuedOn)
  }
})
