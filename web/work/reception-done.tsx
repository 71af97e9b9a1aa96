import { IconExternalLink, IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask, type Output } from '../api.ts'
import { say, useFormat, useLocale } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { Qr } from '../ui/qr.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { PdfFrame } from './paper-viewer.tsx'
import type { ProcedureView } from './reception-form.tsx'
import { useWork } from './use-work.ts'
import styles from './reception.module.css'

export type Registered = {
  filed: Output<'cases.register'>
  procedure: ProcedureView
  accepted: boolean
  /** undefined where nothing was to be paid now */
  paid: boolean | undefined
}

/** The case exists: its receipt to print, its code to tell, and the way to the next person. */
export function ReceptionDone({ done, onAgain }: { done: Registered; onAgain: (sameProcedure: boolean) => void }) {
  const { reception } = useWork()
  const locale = useLocale()
  const format = useFormat()
  const { filed, accepted, paid, procedure } = done
  const receipt = filed.documents.find((document) => document.kind === 'receipt')
  useKeys({ Enter: () => onAgain(false) })
  const track = `${location.origin}${paths.track}?ma=${encodeURIComponent(filed.code)}&khoa=${filed.secret}`
  return (
    <div className={styles.columns}>
      <div className={styles.stack}>
        <Notice kind="good" announce title={(accepted ? reception.done : reception.held)(filed.code)}>
          <p>{say(procedure.name, locale)}</p>
        </Notice>
        {paid === false && <Notice kind="bad">{reception.payFailed}</Notice>}
        <Duplicates code={filed.code} />
        {receipt ? (
          <PdfFrame url={receipt.url} name={reception.print} />
        ) : (
          accepted && <p className={styles.quiet}>{reception.doneNoReceipt}</p>
        )}
      </div>
      <aside className={styles.summary}>
        {filed.dueAt && (
          <p className={styles.big}>
            <small>{reception.doneDue}</small>
            <strong>{format.date(filed.dueAt)}</strong>
            <small>
              {format.weekday(filed.dueAt)}, {format.time(filed.dueAt)}
            </small>
          </p>
        )}
        <p className={styles.big}>
          <small>{reception.doneSecret}</small>
          <strong>{filed.secret}</strong>
        </p>
        <Qr text={track} label={reception.doneSecret} size={144} />
        {receipt && (
          <a className={buttonClass({ wide: true })} href={receipt.url} target="_blank" rel="noreferrer">
            <IconPrinter size={18} aria-hidden />
            {reception.print}
          </a>
        )}
        <Button wide kind={receipt ? 'secondary' : 'primary'} shortcut="Enter" onClick={() => onAgain(false)}>
          {reception.fresh}
        </Button>
        <Button wide kind="secondary" onClick={() => onAgain(true)}>
          {reception.same}
        </Button>
        <Link className={buttonClass({ kind: 'plain', wide: true })} to={paths.workCase} params={{ code: filed.code }}>
          <IconExternalLink size={18} aria-hidden />
          {reception.openCase}
        </Link>
      </aside>
    </div>
  )
}

function Duplicates({ code }: { code: string }) {
  const { page, reception } = useWork()
  const locale = useLocale()
  const related = useQuery({ ...ask('cases.find-related', { code }), retry: false })
  const items = related.data?.items ?? []
  if (items.length === 0) return null
  return (
    <Notice kind="watch" title={reception.related}>
      <ul>
        {items.map((item) => (
          <li key={item.code}>
            <Link to={paths.workCase} params={{ code: item.code }}>
              {item.code}
            </Link>{' '}
            {say(item.procedure.name, locale)} · {say(item.state.text, locale)} · {page.relatedBecause[item.because]}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
