import { defineModule } from '#core/module'
import { forgetEndedSessions } from './jobs.ts'
import { changePassword } from './operations/change-password.ts'
import { demoAccounts, me, signInDemo, signOut } from './operations/session.ts'
import { sendCode, signInWithCode } from './operations/sign-in-with-code.ts'
import { managing } from './operations/managing.ts'
import { signIn } from './operations/sign-in.ts'
import { endAway, listStaff, setAway } from './operations/staff.ts'
import { askPerson } from './person-source.ts'
import { authenticate } from './sessions.ts'

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
    ...managing,
  ],
  jobs: [forgetEndedSessions],
  authenticate,
  start: async (ctx) => ctx.sources.register('person', askPerson),
})

export { addPeople, type NewPerson, type NewPost } from './accounts.ts'
export { importPeople } from './import.ts'
export { hashPassword } from './passwords.ts'
export { authenticate, forgetActors } from './sessions.ts'
// listStaff: who can act in a role at a unit on a day, away people and their substitutes marked
export { contactsOf, listCovered, listStaff as listHolders, namesOf, type Contact, type Staff } from './store/staff.ts'
export { particularsOf } from './person-source.ts'
export { maskPersonalId } from './views.ts'
