import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { collect, fileMissing, requireDigest, type Files } from './files.ts'

/**
 * Files in a store that speaks S3.
 * @param url `https://<key>:<secret>@<host>/<bucket>?region=<region>`; the path style works with every store
 */
export function openS3Files(url: string): Files {
  const { protocol, host, username, password, pathname, searchParams } = new URL(url)
  const bucket = decodeURIComponent(pathname.slice(1))
  const client = new S3Client({
    endpoint: `${protocol}//${host}`,
    region: searchParams.get('region') ?? 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: decodeURIComponent(username), secretAccessKey: decodeURIComponent(password) },
  })
  const keyOf = (digest: string) => `${digest.slice(0, 2)}/${digest.slice(2)}`

  async function holds(digest: string): Promise<boolean> {
    try {
      await client.send(new HeadObjectCommand({ Bucket: bucket, Key: keyOf(digest) }))
      return true
    } catch (error) {
      if (error instanceof NotFound) return false
      throw error
    }
  }

  async function read(digest: string): Promise<Readable> {
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: keyOf(requireDigest(digest)) }))
      if (Body instanceof Readable) return Body
      throw fileMissing()
    } catch (error) {
      throw error instanceof NoSuchKey ? fileMissing() : error
    }
  }

  return {
    read,
    bytes: async (digest) => collect(await read(digest)),
    async put(content) {
      // Files are at most 20 MB: the digest is the key, so it must be known before the object is written.
      const bytes = content instanceof Readable ? await collect(content) : Buffer.from(content)
      const digest = createHash('sha256').update(bytes).digest('hex')
      if (!(await holds(digest)))
        await client.send(new PutObjectCommand({ Bucket: bucket, Key: keyOf(digest), Body: bytes }))
      return { digest, sizeBytes: bytes.length }
    },
    async remove(digest) {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: keyOf(requireDigest(digest)) }))
    },
  }
}
