import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { dayOf } from '#core/days'
import type { Context } from '#core/context'
import { conflict, invalid, notFound, unauthenticated } from '#core/errors'
import { emit } from '#core/events'
import { command } from '#core/operation'
import { deviceOf } from '../device.ts'
import { passkeyAdded, passkeyRemoved } from '../events.ts'
import { present } from '../me.ts'
import * as policy from '../policy.ts'
import { digestOf, startSession } from '../sessions.ts'
import { findAccount, raiseVersion } from '../store/accounts.ts'
import * as store from '../store/factors.ts'
import { MeView } from '../views.ts'

const challengeMilliseconds = 5 * 60_000
const maxPasskeys = 10

/** ES256, Ed25519 and RS256: what phones, keys and Windows offer. */
const algorithms = [-7, -8, -257]
const Base64 = z.string().regex(/^[A-Za-z0-9_-]{1,8000}$/)
const transports = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const

const site = (ctx: Context) => {
  const { hostname, origin } = new URL(ctx.settings.publicUrl)
  return { rpId: hostname, origin }
}

const notAccepted = () =>
  unauthenticated('passkey-not-accepted', {
    vi: 'Khóa đăng nhập này không dùng được ở đây. Xin thử lại, hoặc đăng nhập bằng cách khác.',
    en: 'This passkey was not accepted. Try again, or sign in another way.',
  })

/** The library is loaded where a device answers. */
const webAuthn = () => import('@simplewebauthn/server')

export const startPasskey = command('people.start-passkey', {
  summary: 'What my device needs to make a passkey for me.',
  input: z.strictObject({}),
  output: z.strictObject({
    challenge: z.string(),
    rpId: z.string(),
    userId: z.string(),
    userName: z.string(),
    displayName: z.string(),
    algorithms: z.array(z.int()),
    known: z.array(z.string()),
  }),
  allow: policy.isSignedIn,
  unrepeatable: true,
  async run({ actor, db, ctx, now }) {
    const known = await store.listPasskeys(db, actor.id)
    if (known.length >= maxPasskeys)
      throw conflict('too-many-passkeys', {
        vi: 'Bạn đã có nhiều khóa đăng nhập. Hãy xóa bớt một khóa không còn dùng.',
        en: 'You have many passkeys already. Remove one that you no longer use.',
      })
    const account = await findAccount(db, actor.id)
    const challenge = randomBytes(32).toString('base64url')
    await store.addChallenge(db, digestOf(challenge), actor.id, new Date(now.getTime() + challengeMilliseconds))
    return {
      challenge,
      rpId: site(ctx).rpId,
      // The device hands this back at sign-in to whoever asks it: a name that says nothing.
      userId: ctx.vault.digest(`passkey ${actor.id}`).toString('base64url'),
      userName: account?.login ?? account?.phone ?? account?.email ?? actor.name,
      displayName: actor.name,
      algorithms,
      known: known.map((passkey) => passkey.id),
    }
  },
})

const Registered = z.object({
  id: Base64,
  rawId: Base64,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: Base64,
    attestationObject: Base64,
    transports: z.array(z.enum(transports)).max(10).default([]),
  }),
})

export const addPasskey = command('people.add-passkey', {
  summary: 'Keep the passkey that my device has made.',
  input: z.strictObject({ name: z.string().trim().max(60).default(''), credential: Registered }),
  output: z.strictObject({ id: z.string() }),
  allow: policy.isSignedIn,
  perMinute: 20,
  unrepeatable: true,
  async run({ input, actor, db, ctx, now, agent }) {
    const { verifyRegistrationResponse } = await webAuthn()
    const { rpId, origin } = site(ctx)
    const verified = await verifyRegistrationResponse({
      response: { ...input.credential, clientExtensionResults: {} },
      expectedChallenge: (challenge) => store.takeChallenge(db, digestOf(challenge), actor.id, now),
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    }).catch(() => undefined)
    if (!verified?.verified) throw invalid('passkey-not-made', noPasskey)
    const { credential } = verified.registrationInfo
    const isNew = await store.addPasskey(db, {
      id: credential.id,
      account: actor.id,
      public_key: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: input.credential.response.transports,
      name: input.name || deviceOf(agent) || 'Passkey',
      created_at: now,
    })
    if (!isNew) throw invalid('passkey-not-made', noPasskey)
    const version = await raiseVersion(db, actor.id)
    await emit(db, passkeyAdded, { record: `account/${actor.id}`, version, unit: '', occurredAt: now, payload: {} })
    return { id: credential.id }
  },
})

const noPasskey = {
  vi: 'Chưa tạo được khóa đăng nhập trên thiết bị này. Xin thử lại.',
  en: 'The passkey could not be made on this device. Please try again.',
}

export const removePasskey = command('people.remove-passkey', {
  summary: 'A passkey of mine opens nothing any more.',
  input: z.strictObject({ id: Base64 }),
  output: z.strictObject({}),
  allow: policy.isSignedIn,
  async run({ input, actor, db, now }) {
    if (!(await store.dropPasskey(db, actor.id, input.id)))
      throw notFound('passkey-not-found', { vi: 'Bạn không có khóa này.', en: 'You have no such passkey.' })
    const version = await raiseVersion(db, actor.id)
    await emit(db, passkeyRemoved, { record: `account/${actor.id}`, version, unit: '', occurredAt: now, payload: {} })
    return {}
  },
})

export const startPasskeySignIn = command('people.start-passkey-sign-in', {
  summary: 'What a device is to sign so that its passkey signs somebody in; it says nothing of any account.',
  input: z.strictObject({}),
  output: z.strictObject({ challenge: z.string(), rpId: z.string() }),
  allow: policy.anyone,
  perMinute: 60,
  unrepeatable: true,
  async run({ db, ctx, now }) {
    const challenge = randomBytes(32).toString('base64url')
    await store.addChallenge(db, digestOf(challenge), null, new Date(now.getTime() + challengeMilliseconds))
    return { challenge, rpId: site(ctx).rpId }
  },
})

const Asserted = z.object({
  id: Base64,
  rawId: Base64,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: Base64,
    authenticatorData: Base64,
    signature: Base64,
    userHandle: Base64.optional(),
  }),
})

export const signInWithPasskey = command('people.sign-in-with-passkey', {
  summary: 'Sign in by the passkey of a device; it counts as two factors, since the device knows its owner.',
  input: z.strictObject({ credential: Asserted }),
  output: MeView,
  allow: policy.anyone,
  perMinute: 30,
  unrepeatable: true,
  async run({ input: { credential }, ...step }) {
    const { db, ctx, now } = step
    const { rpId, origin } = site(ctx)
    const passkey = await store.lockPasskey(db, credential.id)
    const account = passkey && (await findAccount(db, passkey.account))
    if (!passkey || !account || account.ended_at !== null || (account.demo && !ctx.settings.demo)) throw notAccepted()
    const { verifyAuthenticationResponse } = await webAuthn()
    const { userHandle, ...response } = credential.response
    const verified = await verifyAuthenticationResponse({
      response: {
        ...credential,
        response: { ...response, ...(userHandle === undefined ? {} : { userHandle }) },
        clientExtensionResults: {},
      },
      expectedChallenge: (challenge) => store.takeChallenge(db, digestOf(challenge), null, now),
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: true,
      credential: { id: passkey.id, publicKey: new Uint8Array(passkey.public_key), counter: passkey.counter },
    }).catch(() => undefined)
    if (!verified?.verified) throw notAccepted()
    await store.usePasskey(db, passkey.id, verified.authenticationInfo.newCounter, now)
    const actor = await startSession(step, account, { assurance: account.assurance, methods: ['passkey'] })
    return present(db, ctx, actor, dayOf(now))
  },
})

export const passkeys = [startPasskey, addPasskey, removePasskey, startPasskeySignIn, signInWithPasskey]
