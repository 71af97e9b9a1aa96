import type { AccountClaims } from 'oidc-provider'
import type { Context } from '#core/context'
import type { AccountRow } from '../store/accounts.ts'

/** What each scope lets an application know (clients.ts names the scopes, the consent page says them in words). */
export const claimsOfScopes: Record<string, null | string[]> = {
  acr: null,
  amr: null,
  auth_time: null,
  iss: null,
  sid: null,
  openid: ['sub'],
  profile: ['name', 'birthdate', 'gender'],
  phone: ['phone_number', 'phone_number_verified'],
  email: ['email', 'email_verified'],
  address: ['address'],
  identity: ['identity_number'],
}

export type Use = { use: string; client: string | undefined }

/** The person's particulars; the library passes on what the person agreed to. An application's reading is recorded. */
export async function claimsOf(ctx: Context, account: AccountRow, { use, client }: Use): Promise<AccountClaims> {
  if (use === 'userinfo')
    await ctx.access.record({
      actor: `application/${client ?? ''}`,
      operation: 'people.userinfo',
      subject: `account/${account.id}`,
      outcome: 'allowed',
    })
  return {
    sub: account.id,
    name: account.name,
    ...(account.birth_on === null ? {} : { birthdate: account.birth_on }),
    ...(account.sex === null ? {} : { gender: account.sex }),
    ...(account.phone === null ? {} : { phone_number: account.phone, phone_number_verified: true }),
    ...(account.email === null ? {} : { email: account.email, email_verified: true }),
    ...(account.address === null ? {} : { address: { formatted: account.address } }),
    ...(account.id_sealed === null || account.assurance < 2
      ? {}
      : { identity_number: ctx.vault.open(account.id_sealed) }),
  }
}
