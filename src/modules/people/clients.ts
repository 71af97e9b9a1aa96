import { createHash } from 'node:crypto'
import { z } from 'zod'
import { TextWords } from '#core/definitions/words'
import type { Context } from '#core/context'

/** What an application may ask to know of a person; `openid` (the person's own pseudonym) is always given. */
export const scopeNames = ['profile', 'phone', 'email', 'address', 'identity'] as const
export type ScopeName = (typeof scopeNames)[number]

/** Only a machine of its developer may be reached without TLS. */
const Address = z.url({ protocol: /^https?$/ }).refine(
  (text) => {
    const { protocol, hostname, hash } = new URL(text)
    return hash === '' && (protocol === 'https:' || ['localhost', '127.0.0.1'].includes(hostname))
  },
  { error: 'an https:// address without #, or http://localhost for development' },
)

/** How an application outside the platform signs people in through it: the `signIn` of a service of kind `link`. */
export const SignInSettings = z
  .strictObject({
    clientId: z.string().regex(/^[a-z][a-z0-9-]{2,59}$/),
    redirectUris: z.array(Address).min(1).describe('Where the person comes back to; one host for all.'),
    postLogoutRedirectUris: z.array(Address).default([]),
    backchannelLogoutUri: Address.optional().describe('Told when the person signs out.'),
    scopes: z.array(z.enum(scopeNames)).default(['profile']).describe('What the application cannot do without.'),
    optionalScopes: z.array(z.enum(scopeNames)).default([]).describe('Asked beside, and not ticked beforehand.'),
    level: z
      .union([z.literal(1), z.literal(2)])
      .default(1)
      .describe('1: phone or e-mail confirmed; 2: identity verified.'),
    secretDigest: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional()
      .describe('SHA-256 (hex) of the secret, at least 32 random characters; none for a public client.'),
    purpose: TextWords.optional().describe('What the application does with the data, in words for the person.'),
  })
  .refine((settings) => new Set(settings.redirectUris.map((uri) => new URL(uri).host)).size === 1, {
    path: ['redirectUris'],
    error: 'all on one host',
  })
  .refine(
    (settings) => settings.level === 2 || ![...settings.scopes, ...settings.optionalScopes].includes('identity'),
    {
      path: ['level'],
      error: 'the scope "identity" needs level 2',
    },
  )

/** An application with its name and the address of its first page. */
export type Client = z.output<typeof SignInSettings> & { name: { vi: string; en?: string | undefined }; url: string }

type Offer = () => readonly Client[]
const offers = new WeakMap<Context, Offer[]>()

/** A later module's applications; asked at each use, so that a reloaded definition counts at once. */
export function offerClients(ctx: Context, offer: Offer): void {
  offers.set(ctx, [...(offers.get(ctx) ?? []), offer])
}

export const listClients = (ctx: Context): readonly Client[] => (offers.get(ctx) ?? []).flatMap((offer) => offer())

export const findClient = (ctx: Context, clientId: string): Client | undefined =>
  listClients(ctx).find((client) => client.clientId === clientId)

/** How the ledger of consents calls an application. */
export const purposeOf = (clientId: string): string => `application/${clientId}`

/** The application that a line of the ledger is about; undefined where it is about something else. */
export const clientOf = (purpose: string): string | undefined =>
  purpose.startsWith('application/') ? purpose.slice('application/'.length) : undefined

/** What the consent page shows of an application: when it changes, people are asked again. */
export const shownOf = ({ name, purpose, scopes, optionalScopes }: Client): string =>
  createHash('sha256')
    .update(JSON.stringify([name.vi, purpose?.vi, [...scopes].sort(), [...optionalScopes].sort()]))
    .digest('base64url')
