import { sealedIn } from '#core/sealed'
import { kept } from './kept.ts'
import { ownership } from './ownership.ts'
import { startCopies } from './rights/copying.ts'

/** What the module keeps of people: whose it is, what for, where it is sealed, and the copies that people ask for. */
export const keeping = {
  ownership,
  personal: kept,
  consumers: [startCopies],
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
