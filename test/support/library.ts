import { createHash } from 'node:crypto'
import type { Context } from '#core/context'
import { offerClients, SignInSettings, type Client } from '#modules/people'
import { openSecondApp, secondAppSettings, type SecondApp } from '../../simulator/second-app.ts'

export const secret = 'a secret of the second application, 32 characters'

export type Library = SecondApp & { client: Client }

/** The second application on a port of its own, known to this platform alone. @param level that it asks of its readers */
export async function offerLibrary(ctx: Context, level: 1 | 2 = 1): Promise<Library> {
  const clientId = 'thu-vien-thu'
  const second = await openSecondApp({
    issuer: `${ctx.settings.publicUrl}/oidc`,
    clientId,
    secret,
    port: 0,
    ...(level === 2 ? { scope: 'openid profile phone email identity' } : {}),
  })
  const settings = SignInSettings.parse({
    clientId,
    ...secondAppSettings(second.url),
    scopes: level === 2 ? ['profile', 'identity'] : ['profile', 'phone'],
    optionalScopes: ['email'],
    level,
    secretDigest: createHash('sha256').update(secret).digest('hex'),
    purpose: 'Lập thẻ bạn đọc và báo hạn trả sách.',
  })
  const client = { ...settings, name: { vi: 'Thư viện thử' }, url: second.url }
  offerClients(ctx, () => [client])
  return { ...second, client }
}
