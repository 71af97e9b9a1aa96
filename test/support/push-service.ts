import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { once } from 'node:events'

export type Pushed = { browser: string; payload: unknown; ttl: string; urgency: string; subject: string }

/**
 * A real push service in this process, with its browsers: it checks the sender's signature (RFC 8292) and decrypts what a
 * browser would (RFC 8291, aes128gcm of RFC 8188), by Node's own cryptography.
 */
export async function pushService() {
  const received: Pushed[] = []
  const gone = new Set<string>()
  const browsers = new Map<string, Browser>()
  const server = createServer((request, response) => {
    take(request).then(
      (status) => response.writeHead(status).end(),
      (error: unknown) => response.writeHead(400).end(String(error)),
    )
  })

  async function take(request: IncomingMessage): Promise<number> {
    const id = (request.url ?? '').slice(1)
    const browser = browsers.get(id)
    if (!browser || gone.has(id)) return 410
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    const subject = checkVapid(
      String(request.headers['authorization']),
      `http://${request.headers.host}`,
      browser.sender,
    )
    if (request.headers['content-encoding'] !== 'aes128gcm') throw new Error('not aes128gcm')
    received.push({
      browser: id,
      payload: JSON.parse(decrypt(Buffer.concat(chunks), browser)),
      ttl: String(request.headers['ttl']),
      urgency: String(request.headers['urgency']),
      subject,
    })
    return 201
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    received,
    gone,
    /** A browser that subscribes to a sender's key, as PushManager.subscribe does. */
    subscribe(id: string, sender: string) {
      const keys = createECDH('prime256v1')
      keys.generateKeys()
      const browser = { keys, auth: randomBytes(16), sender }
      browsers.set(id, browser)
      return {
        endpoint: `http://127.0.0.1:${port}/${id}`,
        keys: { p256dh: keys.getPublicKey('base64url'), auth: browser.auth.toString('base64url') },
      }
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

type Browser = { keys: ReturnType<typeof createECDH>; auth: Buffer; sender: string }

/** @returns the subject of the token: whom to write to */
function checkVapid(header: string, audience: string, sender: string): string {
  const [, token = '', key = ''] = /^vapid t=([^,]+), ?k=(.+)$/.exec(header) ?? []
  if (key !== sender) throw new Error('signed by another sender than the one subscribed to')
  const [head = '', claims = '', signature = ''] = token.split('.')
  const point = Buffer.from(key, 'base64url')
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  }
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' })
  const signed = Buffer.from(`${head}.${claims}`)
  if (!verify('sha256', signed, { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url')))
    throw new Error('the signature is wrong')
  const said: unknown = JSON.parse(Buffer.from(claims, 'base64url').toString())
  if (typeof said !== 'object' || said === null || !('aud' in said) || !('exp' in said) || !('sub' in said))
    throw new Error('no claims')
  if (said.aud !== audience || Number(said.exp) < Date.now() / 1000) throw new Error('for another service, or expired')
  return String(said.sub)
}

function decrypt(body: Buffer, { keys, auth }: Browser): string {
  const salt = body.subarray(0, 16)
  const keyLength = body.readUInt8(20)
  const sender = body.subarray(21, 21 + keyLength)
  const sealed = body.subarray(21 + keyLength)
  const shared = keys.computeSecret(sender)
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), keys.getPublicKey(), sender])
  const material = Buffer.from(hkdfSync('sha256', shared, auth, info, 32))
  const key = Buffer.from(hkdfSync('sha256', material, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16))
  const nonce = Buffer.from(hkdfSync('sha256', material, salt, Buffer.from('Content-Encoding: nonce\0'), 12))
  const decipher = createDecipheriv('aes-128-gcm', key, nonce)
  decipher.setAuthTag(sealed.subarray(-16))
  const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
  // The last record ends with 2, after which there is padding of zeros.
  return plain.subarray(0, plain.lastIndexOf(2)).toString('utf8')
}
