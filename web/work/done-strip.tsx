import { IconFileTypePdf } from '@tabler/icons-react'
import { useFormat, useMessages } from '../messages/use-messages.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { actKeys } from './acts.ts'
import type { Acts } from './use-acts.ts'
import { useWork } from './use-work.ts'
import styles from './case.module.css'

/** What was just done, with its way back and its papers; or why it was not done. */
export function DoneStrip({ work, onNext }: { work: Acts; onNext?: () => void }) {
  const { done: words, page } = useWork()
  const { close, caseView } = useMessages()
  const kinds: Readonly<Record<string, string>> = caseView.kinds
  if (work.changes) return <Changed work={work} />
  if (work.error) {
    return (
      <Notice kind="bad" announce>
        <p>{work.error.message}</p>
      </Notice>
    )
  }
  if (!work.done) return null
  const { act, documents, undoable } = work.done
  return (
    <Notice kind="good" announce title={words[act]}>
      {documents.length > 0 && (
        <ul className={styles.issued} aria-label={page.issued}>
          {documents.map((document) => (
            <li key={document.code}>
              <a href={document.url} target="_blank" rel="noreferrer">
                <IconFileTypePdf size={18} aria-hidden />
                {kinds[document.kind] ?? document.kind}
              </a>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.stripActs}>
        {undoable && (
          <Button kind="secondary" small shortcut={actKeys.recall} onClick={() => work.run('recall')}>
            {page.undo}
          </Button>
        )}
        {onNext && (
          <Button kind="secondary" small onClick={onNext}>
            {page.next}
          </Button>
        )}
        <button type="button" className={buttonClass({ kind: 'plain', small: true })} onClick={work.dismiss}>
          {close}
        </button>
      </div>
    </Notice>
  )
}

function Changed({ work }: { work: Acts }) {
  const { page } = useWork()
  const { events, close } = useMessages()
  const format = useFormat()
  const names: Readonly<Record<string, string>> = events
  return (
    <Notice kind="watch" announce title={page.changedTitle}>
      <ul>
        {(work.changes ?? []).map((change) => (
          <li key={`${change.type} ${change.at}`}>
            {names[change.type] ?? change.type}, {format.dateTime(change.at)}
          </li>
        ))}
      </ul>
      <p>{page.changedText}</p>
      <div className={styles.stripActs}>
        <Button kind="secondary" small onClick={work.dismiss}>
          {close}
        </Button>
      </div>
    </Notice>
  )
}
