import assert from 'node:assert/strict'
import { test } from 'node:test'
import { searchKey, sortKey } from './names.ts'

test('names sort as a Vietnamese list does: given name first, letters before tones', () => {
  const inOrder = [
    'Nguyễn Văn An',
    'Trần An',
    'Lê Thị Ánh',
    'Nguyễn Thị Ân',
    'Hồ Bình',
    'Đinh Công',
    'Lê Dũng',
    'Phạm Đạt',
    'Võ Giang',
    'Lê Minh Hoa',
    'Lê Minh Hòa',
    'Lê Minh Hóa',
    'Bùi Ơn',
    'Cao Tú',
    'Cao Tư',
  ]
  const sorted = [...inOrder].reverse().sort((a, b) => Buffer.compare(Buffer.from(sortKey(a)), Buffer.from(sortKey(b))))
  assert.deepEqual(sorted, inOrder)
})

test('names are found without tones, accents and case, in composed or decomposed letters', () => {
  assert.equal(searchKey('  Đặng  Thị NGỌC '), 'dang thi ngoc')
  assert.equal(searchKey('Hòa'.normalize('NFD')), searchKey('hoa'))
  assert.equal(sortKey('Hòa'.normalize('NFD')), sortKey('Hòa'.normalize('NFC')))
})
