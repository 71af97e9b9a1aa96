import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Section } from '#core/forms/model'
import { addRow, pathOf, putValue, removeRow, rowsOf, withKnown, withLeastRows } from './answers.ts'

const child: Section = { id: 'child', title: { vi: 'Trẻ em' }, fields: [] }
const members: Section = { ...child, id: 'members', repeat: { min: 1, max: 5 } }

test('rowsOf(draft, section) gives one row, or as many as the section asks for', () => {
  assert.deepEqual(rowsOf({}, child), [{}])
  assert.deepEqual(rowsOf({}, members), [{}])
  assert.deepEqual(rowsOf({ members: [{ name: 'An' }, { name: 'Ba' }] }, members), [{ name: 'An' }, { name: 'Ba' }])
})

test('withLeastRows(draft, form): the first row of a list is judged, and so shown, before anything is written in it', () => {
  assert.deepEqual(withLeastRows({}, [child, members]), { members: [{}] })
  assert.deepEqual(withLeastRows({ members: [{ name: 'An' }] }, [members]), { members: [{ name: 'An' }] })
})

test('putValue(draft, place, value) changes one field; an emptied one is null', () => {
  const filled = putValue({}, { section: child, row: 0, field: 'name' }, 'An')
  assert.deepEqual(filled, { child: { name: 'An' } })
  assert.deepEqual(putValue(filled, { section: child, row: 0, field: 'name' }, undefined), { child: { name: null } })
})

test('rows are added and removed without touching the others', () => {
  const two = addRow({ members: [{ name: 'An' }] }, members)
  const filled = putValue(two, { section: members, row: 1, field: 'name' }, 'Ba')
  assert.deepEqual(removeRow(filled, members, 0), { members: [{ name: 'Ba' }] })
})

test('pathOf(section, row, field) is the path that problems carry', () => {
  assert.equal(pathOf(child, 0, 'name'), 'child.name')
  assert.equal(pathOf(members, 1, 'name'), 'members.1.name')
})

test('withKnown(draft, form, known) fills what was not touched, and keeps what was emptied', () => {
  const field = { type: 'text', label: { vi: 'Tên' }, required: true, locked: false } as const
  const section: Section = {
    ...child,
    fields: [
      { ...field, id: 'name' },
      { ...field, id: 'phone' },
    ],
  }
  const known = { 'child.name': 'An', 'child.phone': '0912' }
  assert.deepEqual(withKnown({}, [section], known), { child: { name: 'An', phone: '0912' } })
  assert.deepEqual(withKnown({ child: { phone: null } }, [section], known), { child: { name: 'An', phone: null } })
})
