import type { Context } from '#core/context'
import webPush from 'web-push'
import { z } from 'zod'
import { channels, type Channel } from './definition.ts'
import { openMail } from './senders/mail.ts'
import { openPush, type VapidKeys } from './senders/push.ts'
import type { Sender } from './senders/sender.ts'
import { openSmsHttp } from './senders/sms-http.ts'
import { openSmpp, type Receipt } from './senders/sms-smpp.ts'
import { openZalo, type TokenShelf } from './senders/zalo.ts'
import { confirm } from './store/queue.ts'
import * as secrets from './store/secrets.ts'

/** The ways out of this platform, as the settings name them: for each channel its providers, in the order in which they are tried. */

type Providers = Record<Channel, readonly Sender[]>

const opened = new WeakMap<Context, Providers>()

export function providersOf(ctx: Context): Providers {
  const known = opened.get(ctx)
  if (known) return known
  const made = openProviders(ctx)
  opened.set(ctx, made)
  return made
}

/** Whether something would go out at all; where not, a message is kept, and the demo's mailbox shows it. */
export function hasProvider({ settings }: Context, channel: Channel): boolean {
  if (channel === 'email') return settings.smtpUrl !== undefined
  if (channel === 'sms') return settings.smsUrls.length > 0
  return channel === 'zalo' ? settings.zaloUrl !== undefined : true
}

export function closeProviders(ctx: Context): void {
  for (const sender of Object.values(opened.get(ctx) ?? {}).flat()) sender.close()
  opened.delete(ctx)
}

function openProviders(ctx: Context): Providers {
  const { smtpUrl, smsUrls, zaloUrl, mailFrom, vapidSubject, publicUrl } = ctx.settings
  const onReceipt = (receipt: Receipt) => record(ctx, receipt)
  return {
    app: [],
    push: [openPush(vapidSubject, () => vapidKeys(ctx))],
    email: smtpUrl === undefined ? [] : [openMail(smtpUrl, mailFrom, new URL(publicUrl).hostname)],
    sms: smsUrls.map((url) => (/^s?smpp:/.test(url) ? openSmpp(url, onReceipt) : openSmsHttp(url))),
    zalo: zaloUrl === undefined ? [] : [openZalo(zaloUrl, shelfOf(ctx, new URL(zaloUrl).host))],
  }
}

/** Channels that have somebody to hand a message to. */
export const openChannels = (ctx: Context): Channel[] =>
  channels.filter((channel) => channel !== 'app' && hasProvider(ctx, channel))

/** A receipt may be quicker than our own note of what it confirms: it is looked for a few times. */
async function record(ctx: Context, { provider, reference, delivered, answer }: Receipt): Promise<void> {
  const confirmed = { provider, reference: referenceOf(provider, reference), delivered, answer }
  for (const wait of [0, 300, 1_000, 3_000]) {
    await new Promise((resolve) => setTimeout(resolve, wait))
    if (await confirm(ctx.db, { ...confirmed, at: ctx.clock() })) return
  }
  ctx.log.warn({ provider }, 'a receipt for a message that is not known')
}

/** Two providers may give the same number. */
export const referenceOf = (provider: string, reference: string): string => `${provider} ${reference}`

const Keys = z.object({ publicKey: z.string(), privateKey: z.string() })
const keysOf = new WeakMap<Context, Promise<VapidKeys>>()

/** The platform's own key pair for Web Push: made once, for browsers subscribe to it. */
export function vapidKeys(ctx: Context): Promise<VapidKeys> {
  const known = keysOf.get(ctx) ?? loadVapidKeys(ctx)
  keysOf.set(ctx, known)
  known.catch(() => keysOf.delete(ctx))
  return known
}

async function loadVapidKeys({ db, vault }: Context): Promise<VapidKeys> {
  const kept = (await secrets.findSecret(db, 'vapid'))?.sealed
  const sealed = kept ?? (await secrets.keepFirst(db, 'vapid', vault.seal(JSON.stringify(webPush.generateVAPIDKeys()))))
  return Keys.parse(JSON.parse(vault.open(sealed)))
}

const Kept = z.object({ access: z.string(), refresh: z.string() })

const shelfOf = ({ db, vault }: Context, host: string): TokenShelf => ({
  async get() {
    const kept = await secrets.findSecret(db, `zalo ${host}`)
    return kept && { ...Kept.parse(JSON.parse(vault.open(kept.sealed))), expiresAt: kept.expires_at?.getTime() ?? 0 }
  },
  put: ({ access, refresh, expiresAt }) =>
    secrets.putSecret(db, `zalo ${host}`, vault.seal(JSON.stringify({ access, refresh })), new Date(expiresAt)),
})
