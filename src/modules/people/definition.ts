import { consentKind } from './consents.ts'
import { purposesKind } from './purposes.ts'
import { vneidKind } from './vneid/definition.ts'

/** The kinds of definitions that the module reads from a pack. */
export const kinds = [vneidKind, purposesKind, consentKind]
