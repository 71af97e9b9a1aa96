import { createServer } from 'node:http'
import { exportJWK, generateKeyPair } from 'jose'
import { Provider } from 'oidc-provider'

/** The library alone, with its own in-memory adapter and one person: what our tables, sessions and checks are measured beside. */
const port = Number(process.env['PORT'])
const issuer = `http://localhost:${port}/oidc`
const { privateKey } = await generateKeyPair('RS256', { extractable: true })
const redirectUri = process.env['REDIRECT_URI'] ?? ''
const provider = new Provider(issuer, {
  jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: 'bare', use: 'sig', alg: 'RS256' }] },
  clients: [
    {
      client_id: 'bench',
      redirect_uris: [redirectUri],
      grant_types: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_method: 'none',
    },
  ],
  cookies: { keys: ['bare'] },
  claims: { openid: ['sub'], profile: ['name'] },
  features: { devInteractions: { enabled: false } },
  findAccount: (_koa, id) => ({ accountId: id, claims: () => ({ sub: id, name: 'Lan' }) }),
  interactions: { url: (_koa, { uid }) => `/oidc/interaction/${uid}` },
  issueRefreshToken: () => true,
  ttl: {
    AccessToken: 900,
    AuthorizationCode: 60,
    IdToken: 3600,
    RefreshToken: 86_400,
    Interaction: 600,
    Session: 86_400,
    Grant: 86_400,
  },
})
const library = provider.callback()

const server = createServer((request, response) => {
  const url = request.url ?? '/'
  if (url.startsWith('/oidc/interaction/')) {
    void provider.interactionDetails(request, response).then(async () => {
      const grant = new provider.Grant({ accountId: 'lan', clientId: 'bench' })
      grant.addOIDCScope('openid profile')
      const consent = { grantId: await grant.save() }
      await provider.interactionFinished(request, response, { login: { accountId: 'lan' }, consent })
    })
    return
  }
  Object.assign(request, { originalUrl: url, url: url.slice('/oidc'.length) })
  void library(request, response)
})
server.listen(port, '127.0.0.1', () => process.stdout.write(`tinhso ready on ${issuer}\n`))
process.once('SIGTERM', () => process.exit(0))
