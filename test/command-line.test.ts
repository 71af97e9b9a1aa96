import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { root } from '#test/source-tree'

/** What a person sees who mistypes at the command line: a sentence, no stack, and an exit code that scripts can read. */

const folder = mkdtempSync(join(tmpdir(), 'tinhso-words-'))
after(() => rmSync(folder, { recursive: true, force: true }))

function run(program: string, words: readonly string[], settings: Record<string, string> = {}) {
  const { DATABASE_URL: _, ...environment } = process.env
  const done = spawnSync(process.execPath, [join(root, program), ...words], {
    encoding: 'utf8',
    timeout: 60_000,
    env: { ...environment, DATA_DIR: join(folder, 'var'), LOG_LEVEL: 'silent', ...settings },
  })
  assert.doesNotMatch(done.stderr, /\n\s+at /, 'no stack')
  return { code: done.status, out: done.stdout, err: done.stderr }
}
const tinhso = (...words: string[]) => run('src/cli.ts', words)

describe('the command line', () => {
  test('tells what a command takes, and does nothing else', () => {
    for (const name of ['serve', 'demo', 'import', 'restore']) {
      const { code, out } = tinhso(name, '--help')
      assert.equal(code, 0)
      assert.match(out, new RegExp(`^tinhso ${name} `))
    }
    for (const word of ['help', '--help', '-h']) assert.equal(tinhso(word).code, 0)
  })

  test('knows no command by the names of the language', () => {
    const { code, out } = tinhso('constructor')
    assert.equal(code, 2)
    assert.match(out, /tinhso serve/)
    const kind = tinhso('import', 'constructor', 'x')
    assert.equal(kind.code, 1)
    assert.match(kind.err, /procedures\|boundaries/)
  })

  test('says what is wrong before it opens anything', () => {
    const there = join(folder, 'there.gz')
    writeFileSync(there, '')
    assert.match(tinhso('export', 'events', there).err, /is there already/)
    assert.match(tinhso('process', '1.001193', '--from', 'abc').err, /--from: a day such as 2026-01-31/)
    const asJson = tinhso('process', '1.001193', '--to', '2026-02-30', '--json')
    assert.equal(asJson.code, 1)
    assert.match(asJson.out.trim(), /^\{"error":\{"code":"failed","message":"--to: /)
  })

  test('names the setting by which a port or a database can be changed', async () => {
    assert.match(run('start.mjs', [], { PORT: 'abc' }).err, /PORT is a number up to 65535/)
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const address = taken.address()
    assert.ok(typeof address === 'object' && address)
    const away = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }
    const { code, err } = run('src/cli.ts', ['migrate'], away)
    assert.equal(code, 1)
    assert.match(err, /DATABASE_URL/)
    const production = { SECRET_KEY: 'the secret of a test, long enough for it', PUBLIC_URL: 'https://tinh.example.vn' }
    const busy = run('src/cli.ts', ['serve'], { ...production, PORT: String(address.port) })
    taken.close()
    assert.equal(busy.code, 1)
    assert.match(busy.err, /port is in use .* PORT/)
  })
})
