import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { alphabetKey, fold, searchKey, sortKey } from './text.ts'

const inOrder = (key: (text: string) => string, texts: readonly string[]): void => {
  const keys = texts.map(key)
  assert.deepEqual(
    keys.toSorted((a, b) => (a < b ? -1 : 1)),
    keys,
    texts.join(' < '),
  )
}

test('fold drops marks, case and signs, in either Unicode form', () => {
  assert.equal(fold('  Đặc khu  CỒN CỎ! '), 'dac khu con co')
  assert.equal(fold('Thị trấn Krông Klang'.normalize('NFD')), 'thi tran krong klang')
  assert.equal(fold('Văn hóa - Xã hội'), 'van hoa xa hoi')
  assert.equal(fold('…'), '')
})

test('a search key does not tell i from y, nor where the tone stands', () => {
  assert.equal(searchKey('Lý Quý'), searchKey('Lí Quí'))
  assert.equal(searchKey('Hoà'), searchKey('Hòa'))
})

test('people are ordered by given name, surname, then the rest', () => {
  inOrder(sortKey, ['Nguyễn Văn An', 'Trần Văn An', 'Lê Thị Ân', 'Phạm Bình', 'Lê Bích Đào', 'Lê Văn Em'])
  inOrder(sortKey, ['Lê Hoa', 'Nguyễn Hoa', 'Lê Hòa', 'Lê Hoàng'])
  inOrder(sortKey, ['Lê Thị Mai', 'Lê Thị Hồng Mai'])
  assert.equal(sortKey('  '), '')
})

test('the alphabet: a ă â b … d đ e ê … o ô ơ … u ư, and six tones', () => {
  inOrder(alphabetKey, ['an', 'anh', 'ăn', 'ân', 'ba', 'da', 'đa', 'e', 'ê', 'o', 'ô', 'ơ', 'u', 'ư', 'y'])
  inOrder(alphabetKey, ['ma', 'mà', 'mả', 'mã', 'má', 'mạ', 'mai'])
  inOrder(alphabetKey, ['Cam Hồng', 'Cam Lộ', 'Cồn Cỏ', 'Cồn Tiên', 'Cửa Tùng', 'Dân Hoá', 'Đakrông', 'Đông Hà'])
})

test('numbers go by size', () => inOrder(alphabetKey, ['Phường 1', 'Phường 2', 'Phường 10', 'Phường An Đôn']))

test('keys are plain ASCII letters and digits for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      assert.match(sortKey(text) + alphabetKey(text), /^[0-9a-z]*$/)
      assert.match(searchKey(text), /^[0-9a-z ]*$/)
      assert.equal(sortKey(text.normalize('NFC')), sortKey(text.normalize('NFD')))
    }),
  )
})
