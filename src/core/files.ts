import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { access, mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { notFound } from './errors.ts'

/** Files by digest (SHA-256, hex): the same bytes are stored once, and what was stored cannot be changed. */
export type Files = {
  put(content: Uint8Array | Readable): Promise<{ digest: string; sizeBytes: number }>
  /** @throws notFound */
  read(digest: string): Promise<Readable>
  bytes(digest: string): Promise<Buffer>
  /** For what nothing names any more; one that is not there is no mistake. */
  remove(digest: string): Promise<void>
}

const digestPattern = /^[0-9a-f]{64}$/

export function requireDigest(digest: string): string {
  if (!digestPattern.test(digest)) throw fileMissing()
  return digest
}

export const fileMissing = () =>
  notFound('file-not-found', { vi: 'Không tìm thấy tệp này.', en: 'There is no such file.' })

export function openDiskFiles(folder: string): Files {
  const pathOf = (digest: string) => join(folder, digest.slice(0, 2), digest.slice(2))

  async function put(content: Uint8Array | Readable) {
    const incoming = join(folder, 'incoming')
    await mkdir(incoming, { recursive: true })
    const temporary = join(incoming, randomUUID())
    try {
      const hash = createHash('sha256')
      let sizeBytes = 0
      const meter = new Transform({
        transform(chunk: Buffer, _encoding, next) {
          hash.update(chunk)
          sizeBytes += chunk.length
          next(null, chunk)
        },
      })
      const source = content instanceof Readable ? content : Readable.from([content])
      await pipeline(source, meter, createWriteStream(temporary, { flags: 'wx' }))
      const digest = hash.digest('hex')
      await sync(temporary)
      await mkdir(join(folder, digest.slice(0, 2)), { recursive: true })
      await rename(temporary, pathOf(digest))
      return { digest, sizeBytes }
    } finally {
      await rm(temporary, { force: true })
    }
  }

  async function read(digest: string): Promise<Readable> {
    const path = pathOf(requireDigest(digest))
    await access(path).catch(() => {
      throw fileMissing()
    })
    return createReadStream(path)
  }

  return {
    put,
    read,
    bytes: async (digest) => collect(await read(digest)),
    remove: (digest) => rm(pathOf(requireDigest(digest)), { force: true }),
  }
}

/** An acknowledged file is on the disk, not only in its cache. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

export async function collect(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}
