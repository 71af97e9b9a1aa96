import { z } from 'zod'
import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { conflict, notFound } from '#core/errors'
import { emit } from '#core/events'
import { command, query } from '#core/operation'
import {
  clientOf,
  findClient,
  listClients,
  purposeOf,
  shownOf,
  scopeNames,
  type Client,
  type ScopeName,
} from '../clients.ts'
import { applicationConnected, applicationDisconnected } from '../events.ts'
import { openContent, sealContent } from '../oidc/content.ts'
import * as policy from '../policy.ts'
import { digestOf } from '../sessions.ts'
import { raiseVersion } from '../store/accounts.ts'
import * as consents from '../store/consents.ts'
import * as store from '../store/openid.ts'
import { ConnectionView, ConnectedView } from '../views.ts'

const Id = z.string().min(10).max(100)

const noRequest = () =>
  notFound('no-connection-asked', {
    vi: 'Yêu cầu của ứng dụng đã hết hạn. Hãy quay lại ứng dụng và đăng nhập lại.',
    en: 'The request of the application has expired. Go back to the application and sign in again.',
  })

type Asking = { item: store.ItemRow; client: Client; scopes: string[]; returnTo: string }

/** A request under way, for the person in whose session it was shown, and for nobody else. */
async function asking(db: Db, ctx: Context, id: string, actor: Actor): Promise<Asking> {
  const session = Buffer.from(actor.session ?? '', 'hex')
  const item = await store.lockBound(db, 'Interaction', digestOf(id), session)
  if (!item || item.expires_at <= new Date()) throw noRequest()
  const { params, returnTo } = openContent(ctx, item.content)
  const client = findClient(ctx, String(params?.['client_id']))
  if (!client || returnTo === undefined) throw noRequest()
  const asked = params?.['scope']
  return { item, client, scopes: typeof asked === 'string' ? asked.split(' ') : [], returnTo }
}

const among = (asked: readonly string[], names: readonly ScopeName[]): ScopeName[] =>
  scopeNames.filter((name) => names.includes(name) && asked.includes(name))

export const getConnection = query('people.get-connection', {
  summary: 'What an application asks to know of me before it signs me in.',
  input: z.strictObject({ id: Id }),
  output: ConnectionView,
  allow: policy.isSignedIn,
  async run({ input, actor, db, ctx }) {
    const { client, scopes } = await asking(db, ctx, input.id, actor)
    const needed = among(scopes, client.scopes)
    return {
      application: client.name,
      host: new URL(client.redirectUris[0] ?? client.url).host,
      ...(client.purpose === undefined ? {} : { purpose: client.purpose }),
      needed,
      optional: among(scopes, client.optionalScopes).filter((name) => !needed.includes(name)),
      person: actor.name,
    }
  },
})

export const connect = command('people.connect', {
  summary: 'Let an application know what it needs, and of the rest what I ticked; it signs me in.',
  input: z.strictObject({ id: Id, optional: z.array(z.enum(scopeNames)).max(scopeNames.length) }),
  output: z.strictObject({ next: z.string() }),
  allow: policy.isSignedIn,
  unrepeatable: true,
  async run({ input, actor, db, ctx, now }) {
    const found = await asking(db, ctx, input.id, actor)
    const { client, scopes } = found
    const needed = among(scopes, client.scopes)
    const offered = among(scopes, client.optionalScopes).filter((name) => !needed.includes(name))
    if (input.optional.some((name) => !offered.includes(name)))
      throw conflict('not-asked-for', {
        vi: 'Ứng dụng không hỏi mục này. Xin tải lại trang.',
        en: 'The application did not ask for this. Please reload the page.',
      })
    const granted = [...needed, ...input.optional]
    await consents.giveConsent(db, {
      account: actor.id,
      purpose: purposeOf(client.clientId),
      title: client.name,
      granted,
      refused: offered.filter((name) => !input.optional.includes(name)),
      shown: shownOf(client),
      given_at: now,
    })
    await answer(db, ctx, found, { consent: {} })
    await state(db, applicationConnected, actor, now, { application: client.clientId, granted })
    return { next: found.returnTo }
  },
})

export const refuseConnection = command('people.refuse-connection', {
  summary: 'Do not let an application sign me in.',
  input: z.strictObject({ id: Id }),
  output: z.strictObject({ next: z.string() }),
  allow: policy.isSignedIn,
  unrepeatable: true,
  async run({ input, actor, db, ctx }) {
    const found = await asking(db, ctx, input.id, actor)
    await answer(db, ctx, found, { error: 'access_denied', error_description: 'the person did not agree' })
    return { next: found.returnTo }
  },
})

type Result = { consent: Record<string, never> } | { error: string; error_description: string }

async function answer(db: Db, ctx: Context, { item }: Asking, result: Result): Promise<void> {
  const content = openContent(ctx, item.content)
  const merged = 'error' in result ? result : { ...content.lastSubmission, ...result }
  await store.setContent(db, item, sealContent(ctx, { ...content, result: merged }))
}

export const listConnections = query('people.list-connections', {
  summary: 'The applications that I let know something of me, and what.',
  input: z.strictObject({}),
  output: z.array(ConnectedView),
  allow: policy.isSignedIn,
  async run({ actor, db, ctx }) {
    const known = new Map(listClients(ctx).map((client) => [client.clientId, client]))
    return (await consents.listConsents(db, actor.id)).flatMap((consent) => {
      const application = clientOf(consent.purpose)
      if (application === undefined || consent.withdrawn_at !== null) return []
      const client = known.get(application)
      return {
        application,
        // An application that the province has taken down keeps its line until the person withdraws.
        name: client?.name ?? { vi: application },
        url: client?.url ?? '',
        granted: scopeNames.filter((name) => consent.granted.includes(name)),
        givenAt: consent.given_at.toISOString(),
      }
    })
  },
})

export const disconnect = command('people.disconnect', {
  summary: 'Withdraw what I let an application know; what it holds of my sign-in ends at once.',
  input: z.strictObject({ application: z.string().min(1).max(60) }),
  output: z.strictObject({}),
  allow: policy.isSignedIn,
  async run({ input, actor, db, now }) {
    if (!(await consents.withdrawConsent(db, actor.id, purposeOf(input.application), now)))
      throw notFound('not-connected', {
        vi: 'Bạn chưa kết nối với ứng dụng này.',
        en: 'You are not connected with this application.',
      })
    await store.dropOfClient(db, actor.id, input.application)
    await state(db, applicationDisconnected, actor, now, { application: input.application, granted: [] })
    return {}
  },
})

async function state(
  db: Db,
  event: typeof applicationConnected,
  actor: Actor,
  now: Date,
  payload: { application: string; granted: string[] },
): Promise<void> {
  const version = await raiseVersion(db, actor.id)
  await emit(db, event, { record: `account/${actor.id}`, version, unit: '', occurredAt: now, payload })
}

export const connections = [getConnection, connect, refuseConnection, listConnections, disconnect]
