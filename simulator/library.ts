import { openSecondApp, type SecondApp } from './second-app.ts'

/** As the pack's services/provincial-library.yaml declares it. The secret guards a demo's made-up people, nothing else. */
const port = 8090
const clientId = 'thu-vien'
const secret = 'demo-only-secret-of-the-provincial-library'

/** The demo's second application, beside the demo; where its port is in use the demo goes on without it. */
export async function openLibrary(url: string, say: (line: string) => void): Promise<SecondApp | undefined> {
  try {
    return await openSecondApp({ issuer: `${url}/oidc`, clientId, secret, port })
  } catch {
    say(`The demo's second application did not start: port ${port} is in use.`)
    return undefined
  }
}
