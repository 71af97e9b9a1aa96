/**
 * Everything that is checked, in order: `npm test`. With paths, only those test files, on the embedded database or on
 * TEST_DATABASE_URL: `npm test src/modules/cases`. The last line is `N passed, N failed, N skipped`.
 */
import { spawnSync } from 'node:child_process'
import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { findOrInstallChromium } from './support/chromium.ts'
import { Failures } from './support/failures.ts'
import { LostTests } from './support/lost-tests.ts'
import { findServer } from './support/server.ts'
import { root } from './support/source-tree.ts'

const total = { passed: 0, failed: 0, skipped: 0 }
const rows: string[] = []
const failures = new Failures()
const minutesPerFile = 10

/** What CI must have: `REQUIRE=postgres,chromium` turns a part that could not run into a failure. */
const required = new Set((process.env['REQUIRE'] ?? '').split(',').filter(Boolean))

function report(name: string, outcome: string, startedAt: number): void {
  rows.push(`  ${name.padEnd(34)} ${outcome.padEnd(44)} ${((Date.now() - startedAt) / 1000).toFixed(1)} s`)
}

function notRun(name: string, part: string, why: string): void {
  const fails = required.has(part)
  total[fails ? 'failed' : 'skipped']++
  if (fails) failures.note(`${name}: not run, and required here: ${why}`)
  report(name, `NOT RUN${fails ? ' (required here)' : ''}: ${why}`, Date.now())
  console.log(`\n${name}: NOT RUN: ${why}`)
}

/** One program whose exit says whether the check holds. */
function check(name: string, program: string, ...args: string[]): void {
  const startedAt = Date.now()
  console.log(`\n── ${name}`)
  const done = spawnSync(process.execPath, [join(root, program), ...args], { cwd: root, stdio: 'inherit' })
  const holds = done.status === 0
  total[holds ? 'passed' : 'failed']++
  if (!holds) failures.note(`${name}: its own words stand above`)
  report(name, holds ? 'passed' : 'FAILED', startedAt)
}

async function tests(name: string, files: string[], concurrency = 2): Promise<void> {
  if (files.length === 0) return
  const startedAt = Date.now()
  console.log(`\n── ${name} (${files.length} files)`)
  const stream = run({
    files,
    concurrency,
    isolation: 'process',
    timeout: minutesPerFile * 60_000,
    cwd: root,
  })
  const counts = { passed: 0, failed: 0, skipped: 0 }
  const lost = new LostTests()
  stream.on('test:enqueue', (event) => lost.began({ ...event, suite: false }))
  for (const outcome of ['test:pass', 'test:fail'] as const)
    stream.on(outcome, (event) => lost.ended({ ...event, suite: event.details.type === 'suite' }))
  stream.on('test:fail', ({ name, file, details, todo }) => {
    if (todo === undefined || todo === false) failures.add({ name, file, error: details.error }, root)
  })
  stream.on('test:summary', ({ file, counts: found }) => {
    if (file !== undefined) return lost.sum(file, found.tests, found.suites)
    counts.passed = found.passed
    counts.skipped = found.skipped + found.todo
    counts.failed = found.tests - found.passed - counts.skipped
  })
  await new Promise((resolve, reject) => {
    stream.compose(spec).on('end', resolve).on('error', reject).pipe(process.stdout, { end: false })
  })
  const missing = lost.list(files)
  for (const line of missing) {
    console.log(`LOST ${line}`)
    failures.note(`LOST ${line}`)
  }
  counts.failed += missing.length
  counts.skipped += lost.skippedSuites
  for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += counts[key]
  report(name, `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`, startedAt)
}

const testFiles = (patterns: string[]): string[] =>
  globSync(patterns, { cwd: root })
    .filter((path) => !path.includes('node_modules'))
    .sort()
    .map((path) => join(root, path))

const usesDatabase = (file: string): boolean =>
  /#test\/(context|database|server)|support\/(context|database|crash-program)/.test(readFileSync(file, 'utf8'))

async function onServer(files: string[]): Promise<void> {
  const server = await findServer()
  if (typeof server === 'string') return notRun('Tests on a PostgreSQL server', 'postgres', server)
  const stop = (): void => server.stop()
  process.once('exit', stop)
  process.env['TEST_DATABASE_URL'] = server.url
  console.log(`\nPostgreSQL: ${server.about}`)
  // One at a time: an open write transaction, in any database of a cluster, holds back every reader of a log.
  await tests('Tests on a PostgreSQL server', files, 1)
  delete process.env['TEST_DATABASE_URL']
  process.removeListener('exit', stop)
  stop()
}

async function journeys(files: string[]): Promise<void> {
  const chromium = findOrInstallChromium()
  if (chromium === undefined)
    return notRun(
      'Browser journeys',
      'chromium',
      'no Chromium, and apt-get may not install it; set CHROMIUM to its path',
    )
  process.env['CHROMIUM'] = chromium
  await tests('Browser journeys', files, 1)
}

async function everything(): Promise<void> {
  // The tests create their databases: settings of a real start must not reach them.
  const given = process.env['TEST_DATABASE_URL'] ?? process.env['DATABASE_URL']
  delete process.env['TEST_DATABASE_URL']
  delete process.env['DATABASE_URL']
  check('Types', 'node_modules/typescript/bin/tsc', '--noEmit', '-p', '.')
  check('Lint', 'node_modules/oxlint/bin/oxlint')
  check('Format', 'node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.')
  const generators = globSync('tools/*.ts', { cwd: root }).filter((path) =>
    readFileSync(join(root, path), 'utf8').includes('--check'),
  )
  for (const generator of generators.sort()) check(`Current: ${generator}`, generator, '--check')
  check('The web builds', 'start.mjs', 'build')
  const files = testFiles(['{src,web,tools,simulator,bench}/**/*.test.ts', 'test/**/*.test.ts'])
  const inBrowser = files.filter((file) => file.includes('/test/journeys/'))
  const other = files.filter((file) => !inBrowser.includes(file))
  await tests('Tests on the embedded database', other)
  if (given) process.env['TEST_DATABASE_URL'] = given
  await onServer(other.filter(usesDatabase))
  await journeys(inBrowser)
}

const startedAt = Date.now()
process.chdir(root)
const paths = process.argv.slice(2)
if (paths.length > 0)
  await tests(
    'Chosen tests',
    testFiles(paths.map((path) => (statSync(path).isDirectory() ? `${path}/**/*.test.ts` : path))),
  )
else await everything()
console.log(failures.text())
console.log(`${rows.join('\n')}\n  ${((Date.now() - startedAt) / 60_000).toFixed(1)} minutes\n`)
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exit(total.failed > 0 ? 1 : 0)
