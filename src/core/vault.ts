import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, randomBytes } from 'node:crypto'

/** Personal identity numbers at rest: sealed by AES-256-GCM, looked up by a keyed digest (HMAC-SHA-256). */
export type Vault = {
  seal(text: string): Buffer
  /** @throws when the bytes were not sealed by this key, or were changed */
  open(sealed: Uint8Array): string
  digest(text: string): Buffer
  /** A short unguessable code derived from a value and this key (base32, 10 characters): no table needed to check it. */
  code(purpose: string, value: string): string
}

const ivBytes = 12
const tagBytes = 16
const drawnAtOnce = 256
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Fresh random vectors, drawn many at a time: asking the system for each takes longer than the sealing. */
function ivs(): () => Buffer {
  let drawn = Buffer.alloc(0)
  let used = 0
  return () => {
    if (used >= drawn.length) {
      drawn = randomBytes(ivBytes * drawnAtOnce)
      used = 0
    }
    used += ivBytes
    return drawn.subarray(used - ivBytes, used)
  }
}

export function openVault(secret: string): Vault {
  // Key objects: given the bytes, Node would make one anew at each use, which takes longer than the sealing.
  const derive = (purpose: string) => createSecretKey(Buffer.from(hkdfSync('sha256', secret, 'tinhso', purpose, 32)))
  const sealingKey = derive('seal')
  const digestKey = derive('digest')
  const codeKey = derive('code')
  const nextIv = ivs()
  return {
    seal(text) {
      const iv = nextIv()
      const cipher = createCipheriv('aes-256-gcm', sealingKey, iv)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), body])
    },
    open(sealed) {
      const bytes = Buffer.from(sealed)
      const decipher = createDecipheriv('aes-256-gcm', sealingKey, bytes.subarray(0, ivBytes))
      decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
      return decipher.update(bytes.subarray(ivBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8')
    },
    digest: (text) => createHmac('sha256', digestKey).update(text).digest(),
    code(purpose, value) {
      const bytes = createHmac('sha256', codeKey).update(`${purpose}\0${value}`).digest()
      return Array.from(bytes.subarray(0, 10), (byte) => alphabet[byte % alphabet.length]).join('')
    },
  }
}
