import { defineModule } from '#core/module'
import { forgetEndedSessions } from './jobs.ts'
import { operations } from './operations.ts'
import { askPerson } from './person-source.ts'
import { authenticate } from './sessions.ts'

export const people = defineModule({
  name: 'people',
  needs: { notice: ['sign-in-code', 'account-locked'] },
  operations,
  jobs: [forgetEndedSessions],
  authenticate,
  start: async (ctx) => ctx.sources.register('person', askPerson),
})

export { addPeople, type NewPerson, type NewPost } from './accounts.ts'
export { offerClients, SignInSettings, type Client } from './clients.ts'
export { importPeople } from './import.ts'
export { hashPassword } from './passwords.ts'
export { authenticate, forgetActors } from './sessions.ts'
// listStaff: who can act in a role at a unit on a day, away people and their substitutes marked
export { contactsOf, listCovered, listStaff as listHolders, namesOf, type Contact, type Staff } from './store/staff.ts'
export { particularsOf } from './person-source.ts'
export { maskPersonalId } from './views.ts'
