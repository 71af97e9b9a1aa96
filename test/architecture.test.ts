/** The fences of the house: each test is one sentence, and its failure names the files that broke it. */
import assert from 'node:assert/strict'
import { basename } from 'node:path'
import { test } from 'node:test'
import { modules } from '../src/modules.ts'
import { findCycles, moduleOf, readSources, type Import, type Source } from './support/source-tree.ts'

const server = readSources(['src'])
const web = readSources(['web'])
const everything = [...server, ...web, ...readSources(['test', 'tools', 'bench', 'simulator'])]
const isTest = (source: Source): boolean => /\.test\.tsx?$/.test(source.path)
const code = server.filter((source) => !isTest(source))
const order = modules.map((module) => module.name)

/** No import of these sources may break the rule. */
function forbidImports(sources: readonly Source[], isWrong: (found: Import, source: Source) => boolean): void {
  const wrong = sources.flatMap((source) =>
    source.imports
      .filter((found) => isWrong(found, source))
      .map((found) => `${source.path}:${found.line} imports ${found.target}`),
  )
  assert.deepEqual(wrong, [])
}

test('no circle of imports', () => {
  assert.deepEqual(findCycles([...code, ...web]), [])
})

test('core knows no module', () => {
  forbidImports(
    code.filter((source) => source.path.startsWith('src/core/')),
    ({ target }) => target.startsWith('src/modules') || /^(src\/[^/]+\.ts|web\/)/.test(target),
  )
})

test('a module is entered by its door', () => {
  forbidImports(code, ({ target }, source) => {
    const entered = moduleOf(target)
    return entered !== undefined && entered !== moduleOf(source.path) && basename(target) !== 'index.ts'
  })
})

test('a module imports only those above it in src/modules.ts', () => {
  forbidImports(code, ({ target }, source) => {
    const [from, to] = [moduleOf(source.path), moduleOf(target)]
    if (from === undefined || to === undefined || from === to) return false
    return order.indexOf(to) < 0 || order.indexOf(to) > order.indexOf(from)
  })
})

test('rules.ts and policy.ts are pure: no input or output, no clock, no chance', () => {
  const pure = code.filter((source) => /^src\/modules\/[^/]+\/(rules|policy)\.ts$/.test(source.path))
  const impure =
    /^(node:(?!crypto$)|pg$|kysely$|fastify$|src\/core\/(db|events|files|call|http|live|log|jobs|consumers)\b)|\/(store|operations|consumers|jobs|routes)(\.ts|\/)/
  forbidImports(pure, (found) => !found.typeOnly && impure.test(found.target))
  const clocks = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\brandom[A-Z]\w+\(|\bprocess\.env\b|\bawait\b/
  assert.deepEqual(
    pure.filter((source) => clocks.test(source.text)).map((source) => source.path),
    [],
  )
})

test('SQL stands only in stores and in core', () => {
  const sql = /\bsql(<[^`]*>)?`|\.(selectFrom|insertInto|updateTable|deleteFrom)\(|\.query\(\s*[`'"]/
  const elsewhere = code.filter((source) => !/^src\/core\/|\/store(\.ts|\/[^/]+\.ts)$/.test(source.path))
  assert.deepEqual(
    elsewhere.filter((source) => sql.test(source.text)).map((source) => source.path),
    [],
  )
})

test('the web takes types from the server, and code from core/forms alone', () => {
  forbidImports(
    web.filter((source) => !isTest(source)),
    ({ target, typeOnly }) => target.startsWith('src/') && !typeOnly && !target.startsWith('src/core/forms'),
  )
})

test('core/forms runs in a browser: no Node API, nothing else of ours', () => {
  forbidImports(
    code.filter((source) => source.path.startsWith('src/core/forms')),
    ({ target, typeOnly }) =>
      !typeOnly && (target.startsWith('node:') || (target.startsWith('src/') && !target.startsWith('src/core/forms'))),
  )
})

test('the faces do not know each other, and what they share knows none of them', () => {
  const face = (path: string): string | undefined => /^web\/(citizen|work|operations)\//.exec(path)?.[1]
  forbidImports(web, ({ target, typeOnly }, source) => {
    const to = face(target)
    if (to === undefined || typeOnly || /^web\/(\w+-)?routes\.tsx$/.test(source.path)) return false
    return face(source.path) !== to
  })
  forbidImports(
    web.filter((source) => source.path.startsWith('web/ui/')),
    ({ target }) => target.startsWith('web/components/') || target === 'web/api.ts',
  )
})

test('no barrels: nothing is exported in bulk', () => {
  const bulk = everything.filter((source) => /^export \* from/m.test(source.text))
  assert.deepEqual(
    bulk.map((source) => source.path),
    [],
  )
})

/** The size of each file of a module, house rule by name; any other named file has 300 lines. */
const limits: Record<string, number> = {
  'index.ts': 40,
  'definition.ts': 200,
  'rules.ts': 200,
  'policy.ts': 120,
  'views.ts': 250,
  'routes.ts': 150,
  'events.ts': 150,
}

test('files keep their sizes', () => {
  const limitOf = (path: string): number =>
    moduleOf(path) && path.split('/').length === 4 ? (limits[basename(path)] ?? 300) : 300
  const generated = /^src\/modules\/[^/]+\/tables\.ts$|^web\/api-types\.ts$/
  const long = everything
    .filter((source) => !generated.test(source.path) && source.lines > limitOf(source.path))
    .map((source) => `${source.path}: ${source.lines} lines of ${limitOf(source.path)}`)
  assert.deepEqual(long, [])
})

test('files are named for what they hold, in kebab-case, and none is a drawer', () => {
  const drawer =
    /(^|[/-])(helpers?|utils?|common|shared|lib|misc|stuff|manager|data|info|constants|types)(\/|(-[a-z]+)*\.tsx?$)/
  const kebab = /^[a-z0-9]+([-.][a-z0-9]+)*\.tsx?$/
  const wrong = [...server, ...web]
    .map((source) => source.path)
    .filter((path) => !kebab.test(basename(path)) || drawer.test(path))
  assert.deepEqual(
    wrong.filter((path) => path !== 'web/api-types.ts'),
    [],
  )
})

test('a test of a module is named <module>.test.ts or <module>.<what>.test.ts', () => {
  const wrong = server.filter(isTest).filter((source) => {
    const module = moduleOf(source.path)
    return module !== undefined && !basename(source.path).startsWith(`${module}.`)
  })
  assert.deepEqual(
    wrong.map((source) => source.path),
    [],
  )
})

test('every module is in src/modules.ts, and every operation begins with the name of its module', () => {
  const folders = new Set(code.flatMap((source) => moduleOf(source.path) ?? []))
  assert.deepEqual([...folders].sort(), [...order].sort())
  for (const module of modules)
    for (const operation of module.operations ?? [])
      assert.ok(operation.name.startsWith(`${module.name}.`), `${operation.name} is an operation of ${module.name}`)
})

test('a test title shows, for every operation, who may not (or that anyone may)', () => {
  const tests = everything.filter(isTest)
  const bar = /refuse|may not|only |nobody|no one|not for|forbid|cannot|denie|anyone|everyone|open to/i
  const shown = (name: string): boolean =>
    tests.some((source) => {
      const titles = [...source.text.matchAll(/\b(?:test|it|describe)\(\s*(['"`])(.*?)\1/gs)].map(
        (match) => match[2] ?? '',
      )
      const barring = titles.filter((title) => bar.test(title))
      // A table of operations makes its titles by `${name} …`.
      const fromTable = barring.some((title) => title.includes('${')) && source.text.includes(`'${name}'`)
      return fromTable || barring.some((title) => title.includes(name))
    })
  const names = modules.flatMap((module) => module.operations ?? []).map((operation) => operation.name)
  assert.deepEqual(
    names.filter((name) => !shown(name)),
    [],
  )
})

test('a test file registers its tests at once: the runner ends a file with the last test that it knows', () => {
  const waiting = everything.filter((source) => isTest(source) && /^(const .*= |for )?await\b/m.test(source.text))
  assert.deepEqual(
    waiting.map(({ path }) => path),
    [],
  )
})
