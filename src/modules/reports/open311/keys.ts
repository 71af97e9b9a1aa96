import { randomBytes } from 'node:crypto'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { findKeyByDigest, type AppKey } from '../store/app-key.ts'

/** Keys of applications. Whoever reads the database finds no key in it. */

export const newKey = (): string => `ts-${randomBytes(24).toString('base64url')}`

export const digestOfKey = (ctx: Context, key: string): Buffer => ctx.vault.digest(`open311 ${key}`)

export const findKey = async (ctx: Context, db: Db, key: string | undefined): Promise<AppKey | undefined> =>
  key ? findKeyByDigest(db, digestOfKey(ctx, key)) : undefined

const prefix = 'app-'
export const senderOf = ({ id }: Pick<AppKey, 'id'>): string => `${prefix}${id}`
