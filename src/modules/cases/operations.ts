import type { Operation } from '#core/operation'
import * as deciding from './operations/deciding.ts'
import * as drafts from './operations/drafts.ts'
import * as handling from './operations/handling.ts'
import * as intake from './operations/intake.ts'
import * as lists from './operations/lists.ts'
import * as paying from './operations/paying.ts'
import * as quoting from './operations/quoting.ts'
import * as reading from './operations/reading.ts'
import * as registers from './operations/registers.ts'
import * as filing from './operations/submit.ts'

/** Every verb of the module, in the order of a case's life. */
export const operations: readonly Operation[] = [
  drafts,
  filing,
  intake,
  quoting,
  handling,
  deciding,
  paying,
  reading,
  lists,
  registers,
].flatMap((group) => Object.values<Operation>(group))
