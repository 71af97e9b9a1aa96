import { defineModule } from '#core/module'
import { declared } from './definition.ts'
import { jobs } from './jobs.ts'
import { keeping } from './keeping.ts'
import { operations } from './operations.ts'
import { routes } from './routes.ts'
import { authenticate } from './sessions.ts'
import { start } from './start.ts'

export const people = defineModule({
  name: 'people',
  ...declared,
  operations,
  jobs,
  ...keeping,
  routes,
  authenticate,
  start,
})

export { addPeople, type NewPerson, type NewPost } from './accounts.ts'
export { offerClients, SignInSettings, type Client } from './clients.ts'
export { endConsent, listConsenting, recordConsent } from './consents.ts'
export { importPeople } from './import.ts'
export { rotateKeys } from './oidc/keys.ts'
export { hashPassword } from './passwords.ts'
export { authenticate, forgetActors } from './sessions.ts'
export { contactsOf, listCovered, listStaff as listHolders, namesOf, type Contact, type Staff } from './store/staff.ts'
export { actingOver, actingUnder, mandateWords, noteUse, notByThisMandate, type Acting } from './mandates/acting.ts'
export { ownParticulars, particularsOf } from './person-source.ts'
export { noteReading, purposeWords, whoShows, type Shown } from './personal-qr-reading.ts'
export { findIdentities, type Identity } from './store/identities.ts'
export { maskPersonalId } from './views.ts'
