import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Field, Form } from '#core/forms/model'
import { fillFrom, nobody } from './prefill.ts'

const field = (id: string, type: Field['type'], from?: string): Field => ({
  id,
  type,
  label: { vi: id },
  required: false,
  locked: false,
  from,
})

const form: Form = [
  {
    id: 'declarant',
    title: { vi: 'Người khai' },
    fields: [
      field('fullName', 'personName', 'person.fullName'),
      field('idNumber', 'personalId', 'person.idNumber'),
      field('residence', 'address', 'person.residence'),
      field('other', 'text'),
    ],
  },
]

const anna = { ...nobody, name: 'Lê Thị Anh', personalId: '045190001234', address: 'Thôn 1' }

test('what the card says goes where the form asks for it', () => {
  assert.deepEqual(fillFrom(form, {}, anna, nobody), {
    declarant: { fullName: 'Lê Thị Anh', idNumber: '045190001234', residence: { line: 'Thôn 1' } },
  })
})

test('a corrected card corrects the form, and what was typed by hand stays', () => {
  const filled = fillFrom(form, {}, anna, nobody)
  const typed = { declarant: { ...filled.declarant, residence: { line: 'Thôn 2' } } }
  const next = fillFrom(form, typed, { ...anna, name: 'Lê Thị Ánh', address: 'Thôn 9' }, anna)
  assert.deepEqual(next, {
    declarant: { fullName: 'Lê Thị Ánh', idNumber: '045190001234', residence: { line: 'Thôn 2' } },
  })
})

test('half a number is not a number yet', () => {
  assert.deepEqual(fillFrom(form, {}, { ...nobody, personalId: '0451' }, nobody), {})
})
