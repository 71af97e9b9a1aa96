import type { Operation } from '#core/operation'
import { assisting } from './operations/assisting.ts'
import { changePassword } from './operations/change-password.ts'
import { connections } from './operations/connections.ts'
import { consentOperations } from './operations/consents.ts'
import { chooseCommune } from './operations/home.ts'
import { managing } from './operations/managing.ts'
import { mandates } from './operations/mandates.ts'
import { recordMandate } from './operations/mandates-at-counter.ts'
import { passkeys } from './operations/passkeys.ts'
import { personalQr } from './operations/personal-qr.ts'
import { recovering } from './operations/recovering.ts'
import { rights } from './operations/rights.ts'
import { security } from './operations/security.ts'
import { demoAccounts, me, signInDemo, signOut } from './operations/session.ts'
import { signIn } from './operations/sign-in.ts'
import { sendCode, signInWithCode } from './operations/sign-in-with-code.ts'
import { verifyIdentity } from './operations/verify-identity.ts'
import { endAway, listStaff, setAway } from './operations/staff.ts'

/** Every verb of the module. */
export const operations: readonly Operation[] = [
  signIn,
  sendCode,
  signInWithCode,
  signOut,
  me,
  demoAccounts,
  signInDemo,
  changePassword,
  listStaff,
  setAway,
  endAway,
  verifyIdentity,
  ...connections,
  ...consentOperations,
  ...passkeys,
  ...security,
  chooseCommune,
  ...managing,
  ...personalQr,
  ...mandates,
  recordMandate,
  ...assisting,
  ...recovering,
  ...rights,
]
