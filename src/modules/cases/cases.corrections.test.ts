import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Field, Form } from '#core/forms/model'
import { correctionsOf } from './corrections.ts'

const field = (id: string, vi: string): Field => ({ id, type: 'text', label: { vi }, required: false, locked: false })
const form: Form = [
  {
    id: 'child',
    title: { vi: 'Người con' },
    fields: [field('name', 'Họ tên'), field('born', 'Ngày sinh'), field('home', 'Quê')],
  },
  { id: 'members', title: { vi: 'Thành viên' }, repeat: { min: 1, max: 9 }, fields: [field('name', 'Họ tên')] },
]
const home = { line: 'Khu phố 2', commune: '19333' }
const filed = { child: { name: 'An', born: '2026-11-01', home }, members: [{ name: 'Bình' }] }

test('what was corrected is told by labels, section by section, and never by its value', () => {
  const after = {
    child: { ...filed.child, name: 'Ân', born: '2026-11-02' },
    members: [{ name: 'Bình' }, { name: 'Chi' }],
  }
  assert.deepEqual(correctionsOf(form, filed, after), ['Người con: Họ tên, Ngày sinh', 'Thành viên'])
})

test('the same answers are no correction, whatever their order, and an empty field is one left out', () => {
  const { line, commune } = home
  const same = { child: { born: '2026-11-01', name: 'An', home: { commune, line } }, members: [{ name: 'Bình' }] }
  assert.deepEqual(correctionsOf(form, filed, same), [])
  assert.deepEqual(correctionsOf(form, { child: { name: 'An' } }, { child: { name: 'An', born: null } }), [])
})
