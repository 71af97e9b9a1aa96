import { IconFileTypePdf } from '@tabler/icons-react'
import { useMessages } from '../messages/use-messages.ts'
import pageStyles from './page.module.css'
import styles from './case.module.css'

type Listed = { code: string; kind: string; url: string; name?: string }

/** Letters, receipts and results that were issued in the case, each a PDF. */
export function CaseDocuments({ documents }: { documents: readonly Listed[] }) {
  const { caseView } = useMessages()
  if (documents.length === 0) return null
  return (
    <section className={pageStyles.section}>
      <h2>{caseView.documents}</h2>
      <ul className={styles.files}>
        {documents.map((document) => (
          <li key={document.code}>
            <a href={document.url} target="_blank" rel="noreferrer">
              <IconFileTypePdf size={20} aria-hidden />
              {document.name ?? kindName(caseView.kinds, document.kind)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

const kindName = (kinds: Readonly<Record<string, string>>, kind: string): string => kinds[kind] ?? kind
