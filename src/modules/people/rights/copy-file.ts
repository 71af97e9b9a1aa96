import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { Zip, ZipDeflate } from 'fflate'

/** One copy has a key of its own: without it nobody reads the file, wherever a second one may lie. */
export const CopySecret = z.object({ key: z.base64(), iv: z.base64(), tag: z.base64() })
export type CopySecret = z.output<typeof CopySecret>

type Entry = { name: string; bytes: Uint8Array }

/** A ZIP of entries that come one by one: the whole never lies in memory. */
async function* zipOf(entries: AsyncIterable<Entry>): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = []
  let failed: Error | null = null
  const zip = new Zip((error, chunk) => {
    failed = error
    waiting.push(chunk)
  })
  const taken = (): Uint8Array[] => {
    if (failed) throw failed
    const chunks = waiting
    waiting = []
    return chunks
  }
  for await (const { name, bytes } of entries) {
    const entry = new ZipDeflate(name, { level: 6 })
    zip.add(entry)
    entry.push(bytes, true)
    yield* taken()
  }
  zip.end()
  yield* taken()
}

/** The ZIP as it is stored, sealed while it is made. @returns what to store, and then the secret that opens it */
export function sealedZip(entries: AsyncIterable<Entry>): { content: Readable; secret: () => CopySecret } {
  const [key, iv] = [randomBytes(32), randomBytes(12)]
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  async function* sealed() {
    for await (const chunk of zipOf(entries)) yield cipher.update(chunk)
    yield cipher.final()
  }
  return {
    content: Readable.from(sealed()),
    secret: () => ({
      key: key.toString('base64'),
      iv: iv.toString('base64'),
      tag: cipher.getAuthTag().toString('base64'),
    }),
  }
}

/** The ZIP again. The stream breaks at its end where a byte was changed. */
export function openedZip(stored: Readable, secret: CopySecret): Readable {
  const bytes = (text: string) => Buffer.from(text, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', bytes(secret.key), bytes(secret.iv))
  decipher.setAuthTag(bytes(secret.tag))
  async function* opened() {
    for await (const chunk of stored) yield decipher.update(chunk)
    yield decipher.final()
  }
  return Readable.from(opened())
}
