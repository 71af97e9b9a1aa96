import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mayPass, newKey, Problem, queryString } from './api.ts'

test('queryString(input) leaves out what is empty and repeats lists', () => {
  assert.equal(queryString({}), '')
  assert.equal(
    queryString({ q: 'sổ đỏ', field: undefined, agency: '', limit: 20 }),
    '?q=s%E1%BB%95+%C4%91%E1%BB%8F&limit=20',
  )
  assert.equal(queryString({ unit: ['a', 'b'] }), '?unit=a&unit=b')
  assert.equal(queryString({ code: '2.000120' }), '?code=2.000120')
})

test('a Problem speaks with the words of the server and names its fields', () => {
  const problem = new Problem(422, {
    title: 'Một số mục chưa đúng.',
    code: 'answers-wrong',
    request: 'r-1',
    problems: [
      {
        path: 'child.birthDate',
        code: 'check',
        message: { vi: 'Ngày sinh không được sau hôm nay', en: 'Not after today' },
      },
      { path: 'papers.photo', code: 'missing' },
      'no field',
    ],
  })
  assert.equal(problem.message, 'Một số mục chưa đúng.')
  assert.equal(problem.request, 'r-1')
  assert.deepEqual(problem.fields, [
    { path: 'child.birthDate', code: 'check', message: 'Ngày sinh không được sau hôm nay' },
    { path: 'papers.photo', code: 'missing', message: 'missing' },
  ])
})

test('newKey() never gives the same key twice', () => {
  const keys = new Set(Array.from({ length: 1_000 }, newKey))
  assert.equal(keys.size, 1_000)
})

test('what may pass by itself is tried again, a refusal is not', () => {
  assert.equal(mayPass(new Problem(0, {})), true)
  assert.equal(mayPass(new Problem(503, {})), true)
  assert.equal(mayPass(new Problem(404, {})), false)
})
