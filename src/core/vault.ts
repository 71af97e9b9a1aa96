import { createCipheriv, createDecipheriv, createHmac, randomBytes, type KeyObject } from 'node:crypto'
import { unavailable } from './errors.ts'

/** Personal values at rest: sealed by AES-256-GCM under a data key that the value names, looked up by a keyed digest (HMAC-SHA-256). */
export type Vault = {
  seal(text: string): Buffer
  /** @throws when the bytes were not sealed by a key of this database, or were changed */
  open(sealed: Uint8Array): string
  digest(text: string): Buffer
  /** A short unguessable code derived from a value and its own key (base32, 10 characters): no table needed to check it. */
  code(purpose: string, value: string): string
}

/** What a vault works with; `openKeys` (keys.ts) holds them and brings new ones in. */
export type VaultKeys = {
  /** by number; 0 opens what was sealed before values named their key */
  seal: ReadonlyMap<number, KeyObject>
  /** the number of the key that seals */
  current: number
  digest: KeyObject
  code: KeyObject
}

const ivBytes = 12
const tagBytes = 16
const drawnAtOnce = 256
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Six bytes, so that their base64 (eight letters) stays the same whatever follows. */
const headBytes = 6
const magic = 0x5453

/** How each value begins that was sealed under this key. */
export function headOf(number: number): Buffer {
  const head = Buffer.alloc(headBytes)
  head.writeUInt16BE(magic)
  head.writeUInt32BE(number, 2)
  return head
}

/** The number of the key that a value names; 0 where it names none. */
export const keyOf = (sealed: Buffer): number =>
  sealed.length >= headBytes && sealed.readUInt16BE(0) === magic ? sealed.readUInt32BE(2) : 0

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

/** Bytes under a key: vector, tag, body. `about` is bound to them, and needed again to open. */
export function sealUnder(key: KeyObject, iv: Buffer, text: string | Buffer, about?: string): Buffer[] {
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  if (about !== undefined) cipher.setAAD(Buffer.from(about))
  const body = typeof text === 'string' ? cipher.update(text, 'utf8') : cipher.update(text)
  const rest = cipher.final()
  return [iv, cipher.getAuthTag(), body, rest]
}

/** @throws when the bytes were not sealed under this key, or were changed */
export function openUnder(key: KeyObject, bytes: Buffer, about?: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes })
  if (about !== undefined) decipher.setAAD(Buffer.from(about))
  decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
  return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()])
}

/** @param onUnknown a value names a key that this process has not heard of: one that another process has just made */
export function openVault(keys: () => VaultKeys, onUnknown: () => void): Vault {
  const nextIv = ivs()
  let head = headOf(0)
  let headFor = 0
  return {
    seal(text) {
      const { seal, current } = keys()
      const key = seal.get(current)
      if (!key) throw new Error(`data key ${current} is missing`)
      if (headFor !== current) head = headOf(current)
      headFor = current
      return Buffer.concat([head, ...sealUnder(key, nextIv(), text)])
    },
    open(sealed) {
      const bytes = Buffer.isBuffer(sealed) ? sealed : Buffer.from(sealed)
      const number = keyOf(bytes)
      const { seal } = keys()
      const named = number === 0 ? undefined : seal.get(number)
      const old = seal.get(0)
      // One old value in 65,536 begins by chance as new ones do: it is tried under both.
      if (named && !old) return openUnder(named, bytes.subarray(headBytes)).toString('utf8')
      const opened = (named && tryOpen(named, bytes.subarray(headBytes))) ?? (old && tryOpen(old, bytes))
      if (opened !== undefined) return opened
      if (number === 0 || named) throw new Error('the value was not sealed here, or was changed')
      onUnknown()
      throw keyUnknown()
    },
    digest: (text) => createHmac('sha256', keys().digest).update(text).digest(),
    code(purpose, value) {
      const bytes = createHmac('sha256', keys().code).update(`${purpose}\0${value}`).digest()
      return Array.from(bytes.subarray(0, 10), (byte) => alphabet[byte % alphabet.length]).join('')
    },
  }
}

function tryOpen(key: KeyObject, bytes: Buffer): string | undefined {
  try {
    return openUnder(key, bytes).toString('utf8')
  } catch {
    return undefined
  }
}

const keyUnknown = () =>
  unavailable('data-key-not-known', {
    vi: 'Hệ thống đang đổi khóa bảo vệ dữ liệu. Xin thử lại sau ít giây.',
    en: 'The keys that protect the data are being changed. Please try again in a few seconds.',
  })
