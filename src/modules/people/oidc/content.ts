import type { AdapterPayload } from 'oidc-provider'
import type { Context } from '#core/context'

/** What stands in `people.oidc_item`: sealed, since a token's content names the token itself. */
export const sealContent = (ctx: Context, content: AdapterPayload): Buffer => ctx.vault.seal(JSON.stringify(content))

export const openContent = (ctx: Context, sealed: Uint8Array): AdapterPayload => JSON.parse(ctx.vault.open(sealed))
