import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { ask, Problem, type Output } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { Facts } from './facts.tsx'
import styles from './page.module.css'

/** Anyone, without an account: the QR of a paper leads to /kiem-tra/<code>; by hand the code is typed here. */
export function VerifyPage() {
  const { verify, house } = useMessages()
  const navigate = useNavigate()
  const [code, setCode] = useState('')
  return (
    <div className={styles.narrow}>
      <PageTitle title={verify.title} lead={verify.lead} house={house} />
      <form
        className={styles.stack}
        onSubmit={(event) => {
          event.preventDefault()
          if (code.trim()) void navigate({ to: paths.verifyDocument, params: { code: code.trim() } })
        }}
      >
        <TextInput frame={{ id: 'code', label: verify.code }} value={code} onChange={setCode} width="medium" />
        <div className={styles.actions}>
          <Button type="submit">{verify.button}</Button>
        </div>
      </form>
    </div>
  )
}

export function VerifyDocumentPage() {
  const { verify, house } = useMessages()
  const { code = '' } = useParams({ strict: false })
  const found = useQuery(ask('documents.verify', { code }))
  const unknown = found.error instanceof Problem && found.error.status === 404
  return (
    <div className={styles.narrow}>
      <PageTitle title={verify.title} house={house} />
      <div className={styles.stack}>
        {unknown ? (
          <Notice kind="bad" title={verify.unknown} announce>
            <p className={styles.mono}>{code}</p>
            <p>{verify.unknownText}</p>
          </Notice>
        ) : (
          <QueryState query={found}>{(document) => <Verified document={document} />}</QueryState>
        )}
        <div className={styles.actions}>
          <Link className={buttonClass({ kind: 'secondary' })} to={paths.verify}>
            {verify.another}
          </Link>
        </div>
      </div>
    </div>
  )
}

function Verified({ document }: { document: Output<'documents.verify'> }) {
  const { verify } = useMessages()
  const locale = useLocale()
  const format = useFormat()
  const revoked = document.state === 'revoked'
  const facts: [string, string | undefined][] = [
    [verify.kind, say(document.title, locale)],
    [verify.number, document.number],
    [verify.unit, document.unitName],
    [verify.issuedAt, format.dateTime(document.issuedAt)],
    [verify.holder, document.holder],
    [verify.procedure, document.procedureName],
    [verify.digest, document.digest],
    [verify.fileDigest, document.fileDigest],
  ]
  return (
    <>
      <Notice kind={revoked ? 'bad' : 'good'} title={revoked ? verify.revoked : verify.valid} announce>
        {revoked && document.revokedAt && (
          <p>
            {format.dateTime(document.revokedAt)}
            {document.revokedBecause && `: ${document.revokedBecause}`}
          </p>
        )}
        {!revoked && <p>{verify.compare}</p>}
      </Notice>
      <Facts facts={facts} />
    </>
  )
}
