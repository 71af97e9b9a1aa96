import type { Locale } from '#core/i18n'

/** A message as a provider gets it. */
export type Outgoing = {
  id: number
  /** unguessable, the same at each try: by it a provider, or a reader, tells a repeat */
  token: string
  address: string
  subject: string
  body: string
  locale: Locale
  link: string | null
  urgent: boolean
  /** for providers of approved texts */
  form: Form | null
  /** for Web Push: the keys of the browser behind the address */
  keys: { p256dh: string; auth: string } | null
}

export type Form = { template: string; parameters: Record<string, string> }

/** What a provider said: its own name for the message where it gave one, and its words. */
export type Taken = { reference?: string | undefined; answer: string }

/** One way to one provider. What goes wrong is thrown: as `Gone`, as `NotTaken`, or as anything else where nobody knows. */
export type Sender = {
  provider: string
  send(message: Outgoing): Promise<Taken>
  close(): void
}

/** There is nobody at this address any more: nothing is sent to it again. */
export class Gone extends Error {}

/** The provider certainly has not taken it, so another may be tried at once. */
export class NotTaken extends Error {}

export const patience = 20_000

/** A request whose failure to connect is certain not to have been taken. */
export async function post(url: string, init: { headers: Record<string, string>; body: string | Buffer }) {
  const { headers } = init
  const body = typeof init.body === 'string' ? init.body : new Uint8Array(init.body)
  try {
    return await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal: AbortSignal.timeout(patience) })
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
    if (['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN'].includes(code))
      throw new NotTaken(code)
    throw new Error(code || (error instanceof Error ? error.name : 'no answer'))
  }
}

/** The credentials of a provider's URL as a header, and the URL without them. */
export function apart(url: string): { url: URL; authorization: Record<string, string> } {
  const bare = new URL(url)
  const pair = `${decodeURIComponent(bare.username)}:${decodeURIComponent(bare.password)}`
  bare.username = ''
  bare.password = ''
  return {
    url: bare,
    authorization: pair === ':' ? {} : { authorization: `Basic ${Buffer.from(pair).toString('base64')}` },
  }
}
