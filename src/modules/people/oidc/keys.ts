import type { JWK } from 'jose'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import * as store from '../store/openid.ts'

const minute = 60_000
const day = 24 * 60 * minute

/** A key signs for so long; its successor is published before it signs, and it stays published until its last token is void. */
export const rotationMilliseconds = 90 * day
export const aheadMilliseconds = 10 * minute
export const afterMilliseconds = 25 * 60 * minute

export type Dated = { kid: string; signs_from: Date }

/** The key that signs now: the youngest whose time has come. */
export const signerAmong = <K extends Dated>(keys: readonly K[], now: Date): K | undefined =>
  [...keys]
    .sort((a, b) => b.signs_from.getTime() - a.signs_from.getTime())
    .find((key) => key.signs_from.getTime() <= now.getTime())

/** Keys whose successor has signed for longer than anything that they signed is valid. */
export function outdatedAmong(keys: readonly Dated[], now: Date): string[] {
  const before = new Date(now.getTime() - afterMilliseconds)
  const keeper = signerAmong(keys, before)
  return keeper === undefined ? [] : keys.filter((key) => key.signs_from < keeper.signs_from).map((key) => key.kid)
}

export const isRotationDue = (keys: readonly Dated[], now: Date): boolean =>
  keys.every((key) => now.getTime() - key.signs_from.getTime() >= rotationMilliseconds)

/** What a key signs: a token of one use is never taken for one of another. */
export type KeyUse = 'sign-in' | 'personal-qr'

const algorithms = { 'sign-in': 'RS256', 'personal-qr': 'ES256' } as const
const kidLength = 16

async function makeKey(ctx: Context, use: KeyUse, now: Date, signsFrom: Date): Promise<store.KeyRow> {
  // Loaded where a key is made: a start does not wait for it.
  const { calculateJwkThumbprint, exportJWK, generateKeyPair } = await import('jose')
  const alg = algorithms[use]
  const { privateKey } = await generateKeyPair(alg, { extractable: true })
  const jwk = await exportJWK(privateKey)
  const kid = (await calculateJwkThumbprint(jwk)).slice(0, kidLength)
  const sealed = ctx.vault.seal(JSON.stringify({ ...jwk, kid, use: 'sig', alg }))
  return { kid, use, sealed, created_at: now, signs_from: signsFrom }
}

export type KeySet = { keys: JWK[]; mark: string }

/** The published keys, the signing one first; the very first is made here. */
export async function loadKeys(ctx: Context, use: KeyUse, db: Db = ctx.db): Promise<KeySet> {
  const now = ctx.clock()
  let rows = await store.listKeys(db, use)
  if (rows.length === 0) {
    await store.addFirstKey(db, await makeKey(ctx, use, now, now))
    rows = await store.listKeys(db, use)
  }
  const signer = signerAmong(rows, now)
  const sorted = [...rows].sort((a, b) => Number(b === signer) - Number(a === signer))
  const keys = sorted.map((row): JWK => JSON.parse(ctx.vault.open(row.sealed)))
  return { keys, mark: sorted.map((row) => row.kid).join(' ') }
}

/** Brings a successor when the signing key is old enough, or at once when it is told to; forgets what is void. */
export async function rotateKeys(
  ctx: Context,
  use: KeyUse,
  force = false,
): Promise<{ added: string | undefined; dropped: number }> {
  const now = ctx.clock()
  const rows = await store.listKeys(ctx.db, use)
  const outdated = outdatedAmong(rows, now)
  await store.dropKeys(ctx.db, outdated)
  if (rows.length === 0 || !(force || isRotationDue(rows, now))) return { added: undefined, dropped: outdated.length }
  const key = await makeKey(ctx, use, now, new Date(now.getTime() + aheadMilliseconds))
  await store.addKey(ctx.db, key)
  return { added: key.kid, dropped: outdated.length }
}
