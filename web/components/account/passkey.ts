import { api, type Output } from '../../api.ts'

/** The browser's side of passkeys; the library is loaded at the first press. */
const library = () => import('@simplewebauthn/browser')

export const passkeysWork = (): boolean => typeof PublicKeyCredential === 'function'

/** Lets this device make a passkey, and the server keep it. @throws when the person or the device says no */
export async function makePasskey(): Promise<void> {
  const [{ startRegistration }, asked] = await Promise.all([library(), api.command('people.start-passkey', {})])
  const made = await startRegistration({
    optionsJSON: {
      challenge: asked.challenge,
      rp: { id: asked.rpId, name: 'Tỉnh Số' },
      user: { id: asked.userId, name: asked.userName, displayName: asked.displayName },
      pubKeyCredParams: asked.algorithms.map((alg) => ({ type: 'public-key', alg })),
      excludeCredentials: asked.known.map((id) => ({ type: 'public-key', id })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      attestation: 'none',
      timeout: 120_000,
    },
  })
  const { clientDataJSON, attestationObject } = made.response
  await api.command('people.add-passkey', {
    credential: { id: made.id, rawId: made.rawId, type: 'public-key', response: { clientDataJSON, attestationObject } },
  })
}

/** Whoever's passkey this device offers is signed in. @throws when the person or the device says no */
export async function enterByPasskey(): Promise<Output<'people.me'>> {
  const [{ startAuthentication }, asked] = await Promise.all([
    library(),
    api.command('people.start-passkey-sign-in', {}),
  ])
  const given = await startAuthentication({
    optionsJSON: { challenge: asked.challenge, rpId: asked.rpId, userVerification: 'required', timeout: 120_000 },
  })
  const { clientDataJSON, authenticatorData, signature } = given.response
  return api.command('people.sign-in-with-passkey', {
    credential: {
      id: given.id,
      rawId: given.rawId,
      type: 'public-key',
      response: { clientDataJSON, authenticatorData, signature },
    },
  })
}
