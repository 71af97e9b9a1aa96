import { apart, NotTaken, post, type Outgoing, type Sender } from './sender.ts'

/**
 * SMS by a provider's HTTP interface, as its address in SMS_URL says: `{phone}`, `{text}` and `{id}` in the query are filled in and
 * posted as a form; where a fragment stands, it is the body, as JSON:
 * `https://user:password@sms.example.vn/send#{"to":"{phone}","content":"{text}","requestId":"{id}"}`
 */
export function openSmsHttp(smsUrl: string): Sender {
  const { url, authorization } = apart(smsUrl)
  const json = decodeURIComponent(url.hash.slice(1))
  url.hash = ''
  const form = [...url.searchParams]
  if (json === '') url.search = ''
  return {
    provider: url.host,
    async send(message) {
      const body =
        json === ''
          ? new URLSearchParams(form.map(([name, value]) => [name, fill(value, message)])).toString()
          : fill(json, message, (text) => JSON.stringify(text).slice(1, -1))
      const answer = await post(url.href, {
        body,
        headers: {
          ...authorization,
          'content-type': json === '' ? 'application/x-www-form-urlencoded' : 'application/json',
          'idempotency-key': message.token,
        },
      })
      const text = (await answer.text()).slice(0, 200)
      if (!answer.ok) throw new NotTaken(`HTTP ${answer.status} ${text}`)
      return { answer: `HTTP ${answer.status} ${text}` }
    },
    close: () => undefined,
  }
}

function fill(template: string, { address, body, token }: Outgoing, quote = (text: string) => text): string {
  const values: Record<string, string> = { phone: address, text: body, id: token }
  return template.replace(/\{(phone|text|id)\}/g, (_match, name: string) => quote(values[name] ?? ''))
}
