import { randomBytes } from 'node:crypto'
import type { Context } from '#core/context'

/** 160 bits: nobody guesses it. Only its keyed digest is kept, so that who reads the tables cannot open anything. */
export const newToken = (): string => randomBytes(20).toString('base64url')

export const tokenDigest = (ctx: Context, token: string): Buffer => ctx.vault.digest(`profiles.share\0${token}`)

/** What the QR holds. */
export const shareUrl = (ctx: Context, token: string): string => new URL(`/xem/${token}`, ctx.settings.publicUrl).href
