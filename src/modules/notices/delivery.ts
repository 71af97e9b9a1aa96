import nodemailer, { type Transporter } from 'nodemailer'
import type { Context } from '#core/context'
import * as store from './store.ts'

/** How long after each failed try the next one comes; after the last the message is parked, and shown. */
const retryMinutes = [1, 5, 15, 60, 240, 720]
const leaseMilliseconds = 120_000
const batch = 20
/** A nudge comes from inside a transaction that is about to commit: the queue is looked at a few times. */
const looks = [60, 400, 2_000]

const transports = new Map<string, Transporter>()
const looking = new WeakMap<Context, { turn: number }>()

const running = new WeakMap<Context, Promise<number>>()

/** Sends what waits, after what this process is sending already. @returns how many went out */
export function deliver(ctx: Context): Promise<number> {
  const before = running.get(ctx) ?? Promise.resolve(0)
  const now = before.catch(() => 0).then(() => deliverWaiting(ctx))
  running.set(ctx, now)
  return now
}

/**
 * Outside any transaction but the short ones that take and mark messages. The Message-ID is made from the message's key: a
 * mail sent twice, because the sender died between sending and marking, is told apart by it.
 */
async function deliverWaiting(ctx: Context): Promise<number> {
  if (ctx.settings.smtpUrl === undefined) return 0
  const transport = transportFor(ctx.settings.smtpUrl)
  let sent = 0
  for (;;) {
    const now = ctx.clock()
    const waiting = await store.takeWaiting(ctx.db, now, new Date(now.getTime() + leaseMilliseconds), batch)
    for (const message of waiting) sent += (await deliverOne(ctx, transport, message)) ? 1 : 0
    if (waiting.length < batch) return sent
  }
}

async function deliverOne(ctx: Context, transport: Transporter, message: store.Waiting): Promise<boolean> {
  const host = new URL(ctx.settings.publicUrl).hostname
  try {
    await transport.sendMail({
      from: ctx.settings.mailFrom,
      to: { name: '', address: message.address },
      subject: message.subject,
      text: message.body,
      messageId: `<notice.${message.id}.${ctx.vault.code('notices.message', message.key)}@${host}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
    await store.markSent(ctx.db, message.id, ctx.clock(), message.secret && !ctx.settings.demo)
    return true
  } catch (error) {
    const delay = retryMinutes[message.attempts - 1]
    const nextAt = delay === undefined ? undefined : new Date(ctx.clock().getTime() + delay * 60_000)
    await store.markFailed(ctx.db, message.id, String(error).slice(0, 500), nextAt)
    ctx.log.warn(
      { message: message.id, attempts: message.attempts, parked: nextAt === undefined },
      'mail was not delivered',
    )
    return false
  }
}

/** Looks at the queue soon: a code is awaited at the screen. What is missed goes out with the next minute's job. */
export function nudge(ctx: Context): void {
  const already = looking.get(ctx)
  if (already) {
    already.turn = 0
    return
  }
  const state = { turn: 0 }
  looking.set(ctx, state)
  const look = (): void => {
    const delay = looks[state.turn]
    state.turn += 1
    if (delay === undefined) return void looking.delete(ctx)
    const deliverThenLook = () =>
      deliver(ctx)
        .catch((error: unknown) => ctx.log.warn({ error: String(error) }, 'mail queue'))
        .finally(look)
    setTimeout(() => void deliverThenLook(), delay).unref()
  }
  look()
}

function transportFor(url: string): Transporter {
  const known = transports.get(url)
  if (known) return known
  const transport = nodemailer.createTransport({
    url,
    pool: true,
    maxConnections: 2,
    connectionTimeout: 10_000,
    socketTimeout: 20_000,
    // A message's text is text: it can name no file or address for the sender to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  transports.set(url, transport)
  return transport
}

/** Tests and the end of the program let go of the connections. */
export function closeMail(url: string): void {
  transports.get(url)?.close()
  transports.delete(url)
}
