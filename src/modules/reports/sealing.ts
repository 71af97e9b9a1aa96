import { z } from 'zod'
import type { Context } from '#core/context'
import type { Vault } from '#core/vault'

/** Who sent a report and how to reach them: sealed in its row. */
const Sender = z.object({ name: z.string().optional(), phone: z.string().optional(), email: z.string().optional() })
export type Sender = z.output<typeof Sender>

export const sealSender = (vault: Vault, sender: Sender): Buffer => vault.seal(JSON.stringify(sender))
export const openSender = (vault: Vault, sealed: Uint8Array): Sender => Sender.parse(JSON.parse(vault.open(sealed)))

/** What a sender without an account follows the report with. */
export const secretOf = (ctx: Context, code: string): string => ctx.vault.code('report', code)

export const isSecretOf = (ctx: Context, code: string, secret: string | undefined): boolean =>
  secret !== undefined && secret.toLowerCase().replace(/[\s-]/g, '') === secretOf(ctx, code)
