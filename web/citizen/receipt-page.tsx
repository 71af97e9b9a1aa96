import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { ask } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { Figure } from '../ui/figure.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { Qr } from '../ui/qr.tsx'
import type { OwnCase } from './my-case-page.tsx'
import pageStyles from './page.module.css'
import styles from './receipt.module.css'

export function ReceiptPage() {
  const { receipt, house } = useMessages()
  const { code = '' } = useParams({ strict: false })
  const found = useQuery(ask('cases.get', { code }))
  return (
    <div className={pageStyles.narrow}>
      <PageTitle title={receipt.title} lead={receipt.lead} house={house} />
      <QueryState query={found}>{(own) => <Receipt own={own} />}</QueryState>
    </div>
  )
}

function Receipt({ own }: { own: OwnCase }) {
  const { receipt, noDatum } = useMessages()
  const locale = useLocale()
  const format = useFormat()
  const due = own.times.dueAt ?? own.times.intakeDueAt
  const link = new URL(paths.track, location.href)
  link.searchParams.set('ma', own.code)
  if (own.secret) link.searchParams.set('khoa', own.secret)
  return (
    <div className={pageStyles.stack}>
      <div className={styles.slip}>
        <div className={styles.codes}>
          <p className={styles.procedure}>{say(own.procedure.name, locale)}</p>
          <dl>
            <dt>{receipt.code}</dt>
            <dd className={styles.code}>{own.code}</dd>
            {own.secret && (
              <>
                <dt>{receipt.secret}</dt>
                <dd className={styles.code}>{own.secret}</dd>
              </>
            )}
          </dl>
          {due && (
            <Figure
              large
              label={own.times.dueAt ? receipt.due : receipt.checkedBy}
              value={format.date(due)}
              missing={noDatum}
              note={`${format.weekday(due)}, ${format.time(due)}`}
            />
          )}
        </div>
        {own.secret && (
          <figure className={styles.qr}>
            <Qr text={link.href} label={receipt.qr} size={168} />
            <figcaption>{receipt.qr}</figcaption>
          </figure>
        )}
      </div>
      <Notice>
        <p>{receipt.keep}</p>
      </Notice>
      <div className={`${pageStyles.actions} no-print`}>
        <Link className={buttonClass()} to={paths.myCase} params={{ code: own.code }}>
          {receipt.follow}
        </Link>
        <Button kind="secondary" onClick={() => print()}>
          {receipt.print}
        </Button>
      </div>
      <Digests own={own} />
    </div>
  )
}

/** What was received, so that nobody can say later that it was another file. */
function Digests({ own }: { own: OwnCase }) {
  const { receipt } = useMessages()
  const files = distinct(own.papers.flatMap((paper) => paper.files))
  if (files.length === 0) return null
  return (
    <section className={pageStyles.section}>
      <h2>{receipt.digest}</h2>
      <dl className={pageStyles.facts}>
        {files.map((file) => (
          <div key={file.digest}>
            <dt>{file.name}</dt>
            <dd className={pageStyles.mono}>{file.digest}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** The same file may serve for several papers. */
const distinct = <File extends { digest: string }>(files: readonly File[]): File[] => [
  ...new Map(files.map((file) => [file.digest, file])).values(),
]
