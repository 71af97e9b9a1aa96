import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { paths } from './paths.ts'

test('every address is declared as a page, and no two are the same', () => {
  const routes = globSync('*routes.tsx', { cwd: import.meta.dirname })
    .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
    .join('\n')
  for (const name of Object.keys(paths)) assert.match(routes, new RegExp(`path: paths\\.${name},`), name)
  assert.equal(new Set(Object.values(paths)).size, Object.keys(paths).length)
})
