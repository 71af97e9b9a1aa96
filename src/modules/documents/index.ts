import { defineModule } from '#core/module'
import type { Db } from '#core/db'
import { verify } from './operations.ts'
import { routes } from './routes.ts'
import * as store from './store.ts'
import { presentDocument, type DocumentView } from './views.ts'

export const documents = defineModule({ name: 'documents', operations: [verify], routes })

export { documentIssued, documentRevoked } from './events.ts'
export { issue, issueMany, revoke, type IssueRequest, type Issued } from './issue.ts'
export { registerReader, type Reader } from './readers.ts'
export { linkFor, secretOf } from './routes.ts'
export { DocumentView } from './views.ts'
export type { FieldsOf as DocumentFields, Kind as DocumentKind } from './templates.ts'
export { dateTime, longDate, longDateTime, money, shortDate } from './templates/words.ts'

/** The documents of a record, oldest first. Whether the asker may see them is the caller's to decide. */
export async function listDocumentsOf(db: Db, record: string): Promise<DocumentView[]> {
  return (await store.listDocuments(db, record)).map(presentDocument)
}
