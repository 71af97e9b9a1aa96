import { consentKind } from './consents.ts'
import { mandatesKind } from './mandates/definition.ts'
import { toldOfMandates } from './mandates/telling.ts'
import { purposesKind } from './purposes.ts'
import { copyReady } from './rights/copying.ts'
import { vneidKind } from './vneid/definition.ts'

const notices = ['sign-in-code', 'account-locked', 'assistance-code', 'recovery-code', 'account-recovered', copyReady]

/** The kinds of definitions that the module reads from a pack, and the notices whose words it needs there. */
export const declared = {
  kinds: [vneidKind, purposesKind, consentKind, mandatesKind],
  needs: { notice: [...notices, ...toldOfMandates] },
}
