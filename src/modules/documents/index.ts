import { defineModule } from '#core/module'
import { sealedIn } from '#core/sealed'
import { kept } from './kept.ts'
import { verify } from './operations.ts'
import { routes } from './routes.ts'

export const documents = defineModule({
  name: 'documents',
  operations: [verify],
  routes,
  personal: kept,
  seals: [
    ...sealedIn('documents.document', 'content'),
    { table: 'documents.document', column: 'file_sealed', form: 'file' },
  ],
})

export type { Statement } from './statement.ts'
export { documentIssued, documentRevoked } from './events.ts'
export { issue, issueMany, revoke, revokeAll, type IssueRequest, type Issued } from './issue.ts'
export { registerReader, type Reader } from './readers.ts'
export { linkFor, secretOf, sendFile } from './routes.ts'
export { listDocumentsOf, readIssued, type IssuedPaper } from './reading.ts'
export { DocumentView } from './views.ts'
export type { FieldsOf as DocumentFields, Kind as DocumentKind } from './templates.ts'
export { dateTime, longDate, longDateTime, money, shortDate } from './templates/words.ts'
