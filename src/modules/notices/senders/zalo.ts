import { z } from 'zod'
import { apart, Gone, NotTaken, post, type Sender } from './sender.ts'

/** Where the provider's tokens are kept between calls and starts; a refresh token is good for one use. */
export type TokenShelf = { get(): Promise<Tokens | undefined>; put(tokens: Tokens): Promise<void> }
export type Tokens = { access: string; refresh: string; expiresAt: number }

const TokenAnswer = z.object({ access_token: z.string(), refresh_token: z.string(), expires_in: z.coerce.number() })
const Answer = z.object({
  error: z.coerce.number().default(0),
  message: z.string().default(''),
  data: z.object({ msg_id: z.string().optional() }).nullish(),
})

const tokenExpired = [-124, -216]
const noSuchPerson = [-108, -114, -118, -119]

/**
 * A provider that sends approved texts by template and parameters, in the manner of Zalo's notification service:
 * `https://<app>:<secret>@<host>/<path>?token=<address of its tokens>&refresh=<first refresh token>`
 */
export function openZalo(zaloUrl: string, shelf: TokenShelf): Sender {
  const { url } = apart(zaloUrl)
  const { username, password } = new URL(zaloUrl)
  const tokenUrl = url.searchParams.get('token') ?? ''
  const firstRefresh = url.searchParams.get('refresh') ?? ''
  url.search = ''
  let renewing: Promise<Tokens> | undefined

  async function renew(): Promise<Tokens> {
    const refresh = (await shelf.get())?.refresh ?? firstRefresh
    const form = { app_id: decodeURIComponent(username), grant_type: 'refresh_token', refresh_token: refresh }
    const answer = await post(tokenUrl, {
      headers: { 'content-type': 'application/x-www-form-urlencoded', secret_key: decodeURIComponent(password) },
      body: new URLSearchParams(form).toString(),
    })
    const read = TokenAnswer.safeParse(await answer.json().catch(() => undefined))
    if (!answer.ok || !read.success) throw new NotTaken(`no token: HTTP ${answer.status}`)
    const { access_token: access, refresh_token: next, expires_in: seconds } = read.data
    const tokens = { access, refresh: next, expiresAt: Date.now() + seconds * 900 }
    await shelf.put(tokens)
    return tokens
  }

  /** One renewal at a time: two would spend the same refresh token. */
  const renewOnce = (): Promise<Tokens> => (renewing ??= renew().finally(() => (renewing = undefined)))

  async function tokens(): Promise<Tokens> {
    const known = await shelf.get()
    return known && known.expiresAt > Date.now() ? known : renewOnce()
  }

  return {
    provider: url.host,
    async send({ address, form, token }) {
      if (!form) throw new Gone('the notice has no approved text')
      const body = JSON.stringify({
        phone: address.replace(/^\+/, ''),
        template_id: form.template,
        template_data: form.parameters,
        tracking_id: token,
      })
      const ask = async ({ access }: Tokens) => {
        const answer = await post(url.href, {
          body,
          headers: { 'content-type': 'application/json', access_token: access },
        })
        const read = Answer.safeParse(await answer.json().catch(() => undefined))
        if (!answer.ok || !read.success) throw new NotTaken(`HTTP ${answer.status}`)
        return read.data
      }
      let said = await ask(await tokens())
      if (tokenExpired.includes(said.error)) said = await ask(await renewOnce())
      const answer = `${said.error} ${said.message}`.slice(0, 200)
      if (noSuchPerson.includes(said.error)) throw new Gone(answer)
      if (said.error !== 0) throw new NotTaken(answer)
      return { reference: said.data?.msg_id, answer }
    },
    close: () => undefined,
  }
}
