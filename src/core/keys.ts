import { createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from './db.ts'
import { conflict } from './errors.ts'
import { findMark } from './mark.ts'
import { openUnder, openVault, sealUnder, type Vault, type VaultKeys } from './vault.ts'

/**
 * The keys of this database, unwrapped. Data keys seal values; one key each makes digests and codes. All are kept in core.key, sealed by
 * the master secret: whoever holds a backup without the secret can read nothing, and another secret means wrapping a few keys anew.
 */
export type Keys = {
  vault: Vault
  /** the data key that seals now */
  current(): number
  /** Learns of keys that another process has made; runs by itself every few seconds. */
  refresh(): Promise<void>
  /** A data key that all values shall move to, sealing in a moment from now; a change that was begun and not ended goes on. */
  begin(inMilliseconds: number): Promise<{ number: number; isNew: boolean }>
  /** Nothing is left under older data keys. */
  retireBefore(number: number): Promise<void>
  /** Wraps all keys by another master secret. @returns how many */
  changeMaster(next: string): Promise<number>
  stop(): void
}

type Use = 'seal' | 'digest' | 'code'
type KeyRow = { use: Use; number: number; wrapped: Buffer; seals: boolean }

/** How soon every process knows a new key. */
export const refreshMilliseconds = 5_000
const keyBytes = 32
const ivBytes = 12
/** Of advisory locks: beside those of the seals. */
const lock = [7431, 3] as const

const derive = (secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, 'tinhso', purpose, keyBytes))

const masterOf = (secret: string): KeyObject => createSecretKey(derive(secret, 'wrap'))

/** A wrapped key is bound to its place: it cannot be put where another belongs. */
const placeOf = ({ use, number }: { use: Use; number: number }): string => `${use} ${number}`

const wrap = (master: KeyObject, use: Use, number: number, key: Buffer): Buffer =>
  Buffer.concat(sealUnder(master, randomBytes(ivBytes), key, placeOf({ use, number })))

/** @throws AppError `secret-key-wrong` where the secret is not the one that sealed these keys */
export async function openKeys(db: Db, secret: string, onError: (error: unknown) => void): Promise<Keys> {
  const master = masterOf(secret)
  await makeFirst(db, secret)
  let known = unwrapAll(master, await listKeys(db), undefined)
  const refresh = async () => {
    known = unwrapAll(master, await listKeys(db), known)
  }
  let refreshing: Promise<void> | undefined
  let stopped = false
  const again = () => {
    refreshing ??= refresh()
      .catch((error: unknown) => {
        if (!stopped) onError(error)
      })
      .finally(() => (refreshing = undefined))
  }
  const timer = setInterval(again, refreshMilliseconds)
  timer.unref()
  return {
    vault: openVault(() => known, again),
    current: () => known.current,
    refresh,
    begin: (inMilliseconds) => begin(db, master, inMilliseconds),
    retireBefore: (number) => retireBefore(db, number),
    changeMaster: (next) => changeMaster(db, master, next === secret ? undefined : masterOf(next)),
    stop() {
      stopped = true
      clearInterval(timer)
    },
  }
}

async function listKeys(db: Db): Promise<KeyRow[]> {
  const { rows } = await sql<KeyRow>`
    select use, number, wrapped, seals_from <= now() as seals from core.key order by use, number`.execute(db)
  return rows
}

/** What is open already stays open: the master may have been changed beside a running process. */
function unwrapAll(master: KeyObject, rows: readonly KeyRow[], before: VaultKeys | undefined): VaultKeys {
  const open = (row: KeyRow): KeyObject => {
    const known = row.use === 'seal' ? before?.seal.get(row.number) : before?.[row.use]
    return known ?? unwrap(master, row)
  }
  const of = (use: Use) => rows.filter((row) => row.use === use)
  const [digest, code] = [of('digest')[0], of('code')[0]]
  if (!digest || !code) throw new Error('the database has lost its keys')
  return {
    seal: new Map(of('seal').map((row) => [row.number, open(row)])),
    current: Math.max(...of('seal').flatMap(({ number, seals }) => (seals ? [number] : []))),
    digest: open(digest),
    code: open(code),
  }
}

function unwrap(master: KeyObject, row: KeyRow): KeyObject {
  try {
    return createSecretKey(openUnder(master, row.wrapped, placeOf(row)))
  } catch {
    throw conflict('secret-key-wrong', {
      vi: 'SECRET_KEY không phải là khóa chủ đã dùng cho cơ sở dữ liệu này. Hãy đặt lại đúng khóa chủ; dữ liệu chưa bị thay đổi.',
      en: 'SECRET_KEY is not the master secret of this database. Set the right one; nothing was changed.',
    })
  }
}

/** A new database draws its keys; one that was sealed straight by the secret keeps what follows from it, so that all stays readable. */
async function makeFirst(db: Db, secret: string): Promise<void> {
  if ((await listKeys(db)).length > 0) return
  const master = masterOf(secret)
  const isOld = (await findMark(db, 'sealed-by-secret')) !== undefined
  const drawn = (purpose: string) => (isOld ? derive(secret, purpose) : randomBytes(keyBytes))
  await locked(db, async (trx) => {
    if ((await listKeys(trx)).length > 0) return
    await addKey(trx, 'digest', 1, wrap(master, 'digest', 1, drawn('digest')))
    await addKey(trx, 'code', 1, wrap(master, 'code', 1, drawn('code')))
    await addKey(trx, 'seal', 1, wrap(master, 'seal', 1, randomBytes(keyBytes)))
    if (isOld) await addKey(trx, 'seal', 0, wrap(master, 'seal', 0, derive(secret, 'seal')))
  })
}

/** One at a time: two processes may start on one database, and two operators at once. */
const locked = <T>(db: Db, work: (db: Db) => Promise<T>): Promise<T> =>
  db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${lock[0]}::int, ${lock[1]}::int)`.execute(trx)
    return work(trx)
  })

async function addKey(db: Db, use: Use, number: number, wrapped: Buffer, sealsInMilliseconds = 0): Promise<void> {
  await sql`
    insert into core.key (use, number, wrapped, seals_from)
    values (${use}, ${number}, ${wrapped}, now() + ${sealsInMilliseconds}::int * interval '1 millisecond')`.execute(db)
}

function begin(db: Db, master: KeyObject, inMilliseconds: number): Promise<{ number: number; isNew: boolean }> {
  return locked(db, async (trx) => {
    const { rows } = await sql<{ number: number; under_way: boolean }>`
      select max(number) as number, bool_or(leaving_at is not null and retired_at is null) as under_way
      from core.key where use = 'seal'`.execute(trx)
    const { number = 0, under_way: isUnderWay = false } = rows[0] ?? {}
    if (isUnderWay) return { number, isNew: false }
    const next = number + 1
    await addKey(trx, 'seal', next, wrap(master, 'seal', next, randomBytes(keyBytes)), inMilliseconds)
    await sql`update core.key set leaving_at = now() where use = 'seal' and number < ${next} and retired_at is null`.execute(
      trx,
    )
    return { number: next, isNew: true }
  })
}

/** Nothing is left under the older keys. They are kept, wrapped: a backup's single file, a cookie of this hour may still name one. */
async function retireBefore(db: Db, number: number): Promise<void> {
  await sql`update core.key set retired_at = now() where use = 'seal' and number < ${number} and retired_at is null`.execute(
    db,
  )
}

/** In one transaction. Running processes go on with the keys that they hold, and need the new secret at their next start. */
async function changeMaster(db: Db, old: KeyObject, young: KeyObject | undefined): Promise<number> {
  if (!young)
    throw conflict('secret-key-same', {
      vi: 'Khóa chủ mới phải khác khóa chủ đang dùng.',
      en: 'The new master secret must differ from the present one.',
    })
  return locked(db, async (trx) => {
    const rows = await listKeys(trx)
    for (const row of rows) {
      const wrapped = wrap(young, row.use, row.number, unwrap(old, row).export())
      await sql`update core.key set wrapped = ${wrapped} where use = ${row.use} and number = ${row.number}`.execute(trx)
    }
    return rows.length
  })
}
