import { sealedIn } from '#core/sealed'
import { ownership } from './ownership.ts'

/** What the module keeps of people: whose it is, and where it is sealed. */
export const keeping = {
  ownership,
  seals: [
    ...sealedIn('people.account', 'id_sealed'),
    ...sealedIn('people.oidc_item', 'content'),
    ...sealedIn('people.signing_key', 'sealed'),
    ...sealedIn('people.farewell', 'sid'),
    ...sealedIn('people.totp', 'sealed'),
    ...sealedIn('people.data_export', 'secret'),
    ...sealedIn('people.mandate', 'represented_sealed', 'addressed'),
    ...sealedIn('people.recovery', 'address'),
  ],
}
