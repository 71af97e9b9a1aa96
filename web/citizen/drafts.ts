import type { FileRef } from '../components/file-drop.tsx'
import type { Draft } from '../components/form/answers.ts'

/** Everything that a person has written for one application; of its files, what the server calls them. */
export type Written = {
  answers: Draft
  files: Readonly<Record<string, readonly FileRef[]>>
  /** By paper, those of the person's own store that stand in place of files. */
  own?: Readonly<Record<string, readonly string[]>> | undefined
  /** Where it will be decided, when the person chooses that. */
  unit?: string | undefined
  /** The server's draft, once it has one. */
  id?: string | undefined
  /** Made once: a submission that is sent again is known by it. */
  key: string
  savedAt: string
  /** Names of the contents that this goes on from, as the server knows them: what was written elsewhere meanwhile is told by them. */
  marks?: readonly string[] | undefined
  /** Not on the server yet, as far as this device knows. */
  unsent?: boolean | undefined
  /** What the procedure asks differently since the draft was written, as the server tells. */
  changed?: readonly { vi: string; en?: string | undefined }[]
}

/** Which to go on with; with a `rival`, both were written on and the person chooses. */
export type Meeting = { take: Written | undefined; rival?: Written | undefined }

/** What the device keeps meets what the account keeps. The clocks of two devices tell nothing; marks do. */
export function meet(device: Written | undefined, account: Written | undefined): Meeting {
  if (!device || !account) return { take: device ?? account }
  const [mark] = account.marks ?? []
  const goesOn = mark === undefined ? device.savedAt >= account.savedAt : (device.marks ?? []).includes(mark)
  if (goesOn) return { take: { ...device, id: device.id ?? account.id } }
  if (mark === undefined || !device.unsent || sameContent(device, account)) return { take: account }
  return { take: device, rival: account }
}

/** The device's content, knowingly in place of what the account keeps. */
export const overwriting = (device: Written, rival: Written): Written => ({
  ...device,
  id: rival.id,
  marks: [...(device.marks ?? []), ...(rival.marks ?? [])],
})

const contentOf = ({ answers, files, own, unit }: Written): string =>
  JSON.stringify([answers, Object.values(files).map((sent) => sent.map(({ id }) => id)), own ?? {}, unit])

const sameContent = (one: Written, other: Written): boolean => contentOf(one) === contentOf(other)

const prefix = 'tinhso.draft.'
const slot = (account: string, procedure: string) => `${prefix}${account || 'nobody'}.${procedure}`

/** What the device keeps: it survives a lost connection, a closed page and a flat battery. */
export function findOnDevice(account: string, procedure: string): Written | undefined {
  // Written before signing in: it becomes the person's.
  for (const key of [slot(account, procedure), slot('', procedure)]) {
    const read = readWritten(key)
    if (read) return read
  }
  return undefined
}

function readWritten(key: string): Written | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    return isWritten(value) ? value : undefined
  } catch {
    return undefined
  }
}

const isWritten = (value: unknown): value is Written =>
  typeof value === 'object' && value !== null && 'answers' in value && 'savedAt' in value && 'key' in value

/** False where the browser keeps nothing for us: the person is told. */
export function keepOnDevice(account: string, procedure: string, written: Written): boolean {
  try {
    localStorage.setItem(slot(account, procedure), JSON.stringify(written))
    return true
  } catch {
    return false
  }
}

export function forgetOnDevice(account: string, procedure: string): void {
  try {
    localStorage.removeItem(slot(account, procedure))
    localStorage.removeItem(slot('', procedure))
  } catch {
    // nothing is kept there anyway
  }
}

/** At sign-out: the next person at this device finds nothing. */
export function forgetAllOnDevice(): void {
  try {
    const keys = Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at))
    for (const key of keys) if (key?.startsWith(prefix)) localStorage.removeItem(key)
  } catch {
    // nothing is kept there anyway
  }
}

/** The same content gives the same key, also after the page was loaded anew: a submission is made once. */
export function submissionKey(written: Written): string {
  let hash = 0xcbf29ce484222325n // FNV-1a: no secret, only a difference
  for (const code of JSON.stringify([written.answers, written.files, written.own, written.unit])) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(code.codePointAt(0) ?? 0)) * 0x100000001b3n)
  }
  return `${written.key}-${hash.toString(16)}`
}
