import webPush from 'web-push'
import { Gone, NotTaken, post, type Outgoing, type Sender } from './sender.ts'

export type VapidKeys = { publicKey: string; privateKey: string }

const dayOfSeconds = 86_400

/** Web Push (RFC 8030), encrypted for the one browser (RFC 8291) and signed with the platform's own key (RFC 8292). */
export function openPush(subject: string, keys: () => Promise<VapidKeys>): Sender {
  return {
    provider: 'web-push',
    async send(message) {
      if (!message.keys) throw new Gone('the browser has unsubscribed')
      const { publicKey, privateKey } = await keys()
      const request = webPush.generateRequestDetails(
        { endpoint: message.address, keys: message.keys },
        JSON.stringify(payloadOf(message)),
        {
          vapidDetails: { subject, publicKey, privateKey },
          TTL: message.urgent ? dayOfSeconds : 3 * dayOfSeconds,
          urgency: message.urgent ? 'high' : 'normal',
          contentEncoding: 'aes128gcm',
          // A repeat replaces what the push service still holds.
          topic: topicOf(message),
        },
      )
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
      const answer = await post(request.endpoint, { headers, body: request.body ?? '' })
      if (answer.ok) return { answer: `HTTP ${answer.status}` }
      const failure = `HTTP ${answer.status} ${(await answer.text()).slice(0, 100)}`
      throw answer.status === 404 || answer.status === 410 ? new Gone(failure) : new NotTaken(failure)
    },
    close: () => undefined,
  }
}

/** What the service worker shows. Subject and brief are worded for a lock screen (docs/how-to/add-a-notice.md). */
const payloadOf = ({ subject, body, link, token, urgent }: Outgoing) => ({
  title: subject,
  body: body === subject ? '' : body,
  url: link ?? '/thong-bao',
  tag: token,
  ...(urgent ? { urgent } : {}),
})

const topicOf = ({ token }: Outgoing): string => token.replaceAll(/[^\w-]/g, '').slice(0, 32)

/** The push services of the browsers; an address elsewhere would make this server knock on any door. */
const services = ['fcm.googleapis.com', 'push.services.mozilla.com', 'notify.windows.com', 'push.apple.com']

/** Whether a browser's endpoint is one that we write to. On the loopback only where the platform itself is there. */
export function isPushService(endpoint: string, publicUrl: string): boolean {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined
  if (!url) return false
  if (isLoopback(url.hostname)) return isLoopback(new URL(publicUrl).hostname)
  return (
    url.protocol === 'https:' && services.some((name) => url.hostname === name || url.hostname.endsWith(`.${name}`))
  )
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '127.0.0.1'
