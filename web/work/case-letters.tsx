import { IconExternalLink, IconFileTypePdf } from '@tabler/icons-react'
import { useState } from 'react'
import { useCommand } from '../api.ts'
import { say, useFormat, useLocale } from '../messages/use-messages.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { StatusMark } from '../ui/status-mark.tsx'
import type { CaseView } from './acts.ts'
import { PdfFrame } from './paper-viewer.tsx'
import { useWork } from './use-work.ts'
import styles from './case-parts.module.css'

/** Receipts, letters, results: read in place. */
export function CaseLetters({ found }: { found: CaseView }) {
  const { page } = useWork()
  const locale = useLocale()
  const format = useFormat()
  const [shown, setShown] = useState<string>()
  const letter = found.documents.find((document) => document.code === shown)
  return (
    <div className={styles.stack}>
      {found.documents.length === 0 && <p className={styles.quiet}>{page.letterNone}</p>}
      <ul className={styles.letters}>
        {found.documents.map((document) => (
          <li key={document.code}>
            <button
              type="button"
              className={styles.file}
              aria-pressed={document.code === shown}
              onClick={() => setShown(document.code === shown ? undefined : document.code)}
            >
              <IconFileTypePdf size={18} aria-hidden />
              <span>
                {say(document.title, locale)}
                {document.number && ` ${document.number}`}
              </span>
              <small>{format.dateTime(document.issuedAt)}</small>
            </button>
            {document.revoked && <StatusMark status="bad">{page.revoked}</StatusMark>}
            <a
              className={buttonClass({ kind: 'plain', small: true })}
              href={document.path}
              target="_blank"
              rel="noreferrer"
              aria-label={`${page.openFile}: ${say(document.title, locale)}`}
              title={page.openFile}
            >
              <IconExternalLink size={18} aria-hidden />
            </a>
          </li>
        ))}
      </ul>
      <ControlSlip found={found} onMade={setShown} />
      {letter && <PdfFrame key={letter.code} url={letter.path} name={say(letter.title, locale)} />}
    </div>
  )
}

function ControlSlip({ found, onMade }: { found: CaseView; onMade: (code: string) => void }) {
  const { page } = useWork()
  const make = useCommand('cases.issue-control-slip', ['cases.get'])
  return (
    <div className={styles.slip}>
      <Button
        kind="secondary"
        small
        busy={make.isPending}
        onClick={() =>
          make.mutate({ code: found.code }, { onSuccess: (made) => onMade(made.documents[0]?.code ?? '') })
        }
      >
        {page.slip}
      </Button>
      <small>{page.slipText}</small>
      {make.isError && <Notice kind="bad">{make.error.message}</Notice>}
    </div>
  )
}
