import type { Db } from '#core/db'
import { defineModule } from '#core/module'
import { loadDemoPeople } from './demo.ts'
import { forgetEndedSessions } from './jobs.ts'
import { changePassword } from './operations/change-password.ts'
import { demoAccounts, me, signInDemo, signOut } from './operations/session.ts'
import { sendCode, signInWithCode } from './operations/sign-in-with-code.ts'
import { signIn } from './operations/sign-in.ts'
import { endAway, listStaff, setAway } from './operations/staff.ts'
import { askPerson } from './person-source.ts'
import { authenticate } from './sessions.ts'
import * as staff from './store/staff.ts'

export const people = defineModule({
  name: 'people',
  operations: [
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
  ],
  jobs: [forgetEndedSessions],
  authenticate,
  async start(ctx) {
    ctx.sources.register('person', askPerson)
    await loadDemoPeople(ctx)
  },
})

export { addPeople, type NewPerson, type NewPost } from './accounts.ts'
export { demoPassword } from './demo.ts'
export { makeName, makePersonalId, makePhone, seeded, type Random, type Sex } from './made-up.ts'
export { searchKey, sortKey } from './names.ts'
export { hashPassword } from './passwords.ts'
export { authenticate, forgetActors } from './sessions.ts'
export { contactsOf, namesOf, type Contact, type Staff } from './store/staff.ts'
export { maskPersonalId } from './views.ts'

/** Who can act in a role at a unit on a day, away people and their substitutes marked: for assigning work. */
export const listHolders = (db: Db, unit: string, role: string, day: string): Promise<staff.Staff[]> =>
  staff.listStaff(db, unit, role, day)
