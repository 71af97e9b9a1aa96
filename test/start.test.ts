import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { root } from './support/source-tree.ts'

async function run(file: string, words: string[], settings: Record<string, string>) {
  const child = spawn(process.execPath, [join(root, file), ...words], { env: { ...process.env, ...settings } })
  let output = ''
  const collect = (bytes: Buffer): void => void (output += bytes.toString())
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  await once(child, 'close')
  return { code: child.exitCode, output }
}

test('npm start says which port is in use, before it installs or builds', async () => {
  const occupant = createServer().listen(0, '127.0.0.1')
  await once(occupant, 'listening')
  const address = occupant.address()
  assert.ok(address && typeof address === 'object')
  const { code, output } = await run('start.mjs', [], { PORT: String(address.port), HOST: '127.0.0.1' })
  occupant.close()
  assert.equal(code, 1)
  assert.match(output, new RegExp(`Port ${address.port} is in use`))
})

test('tinhso hands over to the command line, with its exit code', async () => {
  const help = await run('tinhso.mjs', ['help'], {})
  assert.equal(help.code, 0)
  assert.match(help.output, /tinhso migrate/)
  assert.equal((await run('tinhso.mjs', ['no-such-word'], {})).code, 2)
})
