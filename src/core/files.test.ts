import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, before, describe, test } from 'node:test'
import { collect, openDiskFiles, type Files } from './files.ts'
import { openS3Files } from './files-s3.ts'

// A store that speaks the three verbs we use, over real HTTP; requests must be signed by the key we gave.
function objectStore(objects: Map<string, Buffer>): Server {
  return createServer((request, response) => {
    const key = new URL(request.url ?? '/', 'http://s3').pathname
    if (!request.headers.authorization?.includes('Credential=key/')) return response.writeHead(403).end()
    if (request.method === 'PUT')
      return void collect(request).then((body) => {
        objects.set(key, request.headers['content-encoding']?.includes('aws-chunked') ? unchunk(body) : body)
        response.writeHead(200, { etag: '"x"' }).end()
      })
    const found = objects.get(key)
    if (!found && request.method === 'HEAD') return response.writeHead(404).end()
    if (!found)
      return response.writeHead(404, { 'content-type': 'application/xml' }).end('<Error><Code>NoSuchKey</Code></Error>')
    return response
      .writeHead(200, { 'content-length': found.length })
      .end(request.method === 'HEAD' ? undefined : found)
  })
}

/** The SDK may send `size;signature CRLF bytes CRLF 0 … trailer`. */
function unchunk(body: Buffer): Buffer {
  const parts: Buffer[] = []
  let at = 0
  for (;;) {
    const end = body.indexOf('\r\n', at)
    const size = parseInt(body.subarray(at, end).toString(), 16)
    if (!size) return Buffer.concat(parts)
    parts.push(body.subarray(end + 2, end + 2 + size))
    at = end + 2 + size + 2
  }
}

const folder = mkdtempSync(join(tmpdir(), 'tinhso-files-'))
const objects = new Map<string, Buffer>()
const server = objectStore(objects)
const stores: Record<string, () => Files> = {
  disk: () => openDiskFiles(folder),
  's3-compatible store': () => openS3Files(`http://key:secret@127.0.0.1:${portOf(server)}/papers`),
}
function portOf(listening: Server): number {
  const address: AddressInfo | string | null = listening.address()
  return typeof address === 'object' && address ? address.port : 0
}
before(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)))
after(() => {
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

for (const [name, open] of Object.entries(stores))
  describe(`files on ${name}`, () => {
    test('are found by their digest, and stored once', async () => {
      const files = open()
      const first = await files.put(Buffer.from('giấy chứng sinh'))
      const again = await files.put(Readable.from([Buffer.from('giấy '), Buffer.from('chứng sinh')]))
      assert.deepEqual(again, first)
      assert.equal((await files.bytes(first.digest)).toString(), 'giấy chứng sinh')
      assert.equal(first.sizeBytes, Buffer.byteLength('giấy chứng sinh'))
    })
    test('a digest that is none, or leads out of the folder, is not found', async () => {
      const files = open()
      for (const digest of ['../../etc/passwd', 'ab', '0'.repeat(64), ''])
        await assert.rejects(files.read(digest).then(collect), /no such file/)
    })
  })

test('a stream that breaks leaves nothing behind on disk', async () => {
  const broken = Readable.from(
    (async function* () {
      yield Buffer.from('a')
      throw new Error('connection lost')
    })(),
  )
  await assert.rejects(openDiskFiles(folder).put(broken), /connection lost/)
  assert.deepEqual(readdirSync(join(folder, 'incoming')), [])
})
