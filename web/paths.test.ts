import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { paths } from './paths.ts'

test('every address is declared as a page, and no two are the same', () => {
  const routes = readFileSync(new URL('./routes.tsx', import.meta.url), 'utf8')
  for (const name of Object.keys(paths)) assert.match(routes, new RegExp(`path: paths\\.${name},`), name)
  assert.equal(new Set(Object.values(paths)).size, Object.keys(paths).length)
})
