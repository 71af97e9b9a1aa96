import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { say, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { Skeleton } from '../ui/state.tsx'
import { CaseDocuments } from './case-documents.tsx'
import { CaseNotices, CaseTimeline, CaseTop } from './case-progress.tsx'
import styles from './page.module.css'

/** By the code and the secret of the receipt, or by its QR, which carries both: no account is needed. */
export function TrackPage() {
  const { ma, khoa } = useSearch({ strict: false })
  return ma && khoa ? <Tracked code={ma} secret={khoa} /> : <TrackForm code={ma ?? ''} />
}

function TrackForm({ code: given }: { code: string }) {
  const { track, house } = useMessages()
  const navigate = useNavigate()
  const [code, setCode] = useState(given)
  const [secret, setSecret] = useState('')
  return (
    <div className={styles.narrow}>
      <PageTitle title={track.title} lead={track.lead} house={house} />
      <form
        className={styles.stack}
        onSubmit={(event) => {
          event.preventDefault()
          const [ma, khoa] = [code.trim(), secret.trim()]
          if (ma && khoa) void navigate({ to: paths.track, search: { ma, khoa } })
        }}
      >
        <TextInput
          frame={{ id: 'code', label: track.code, hint: track.codeHint }}
          value={code}
          onChange={setCode}
          width="medium"
        />
        <TextInput
          frame={{ id: 'secret', label: track.secret, hint: track.secretHint }}
          value={secret}
          onChange={setSecret}
          width="short"
          autoComplete="off"
        />
        <div className={styles.actions}>
          <Button type="submit">{track.button}</Button>
        </div>
      </form>
    </div>
  )
}

function Tracked({ code, secret }: { code: string; secret: string }) {
  const { track, house, loading, caseView } = useMessages()
  const locale = useLocale()
  const found = useQuery({ ...ask('cases.track', { code, secret }), refetchInterval: 30_000 })
  return (
    <div className={styles.narrow}>
      <QueryState query={found} waiting={<Skeleton lines={8} label={loading} />}>
        {(tracked) => (
          <>
            <PageTitle title={say(tracked.procedure.name, locale)} lead={tracked.code} house={house} />
            <CaseTop found={tracked} />
            <CaseNotices
              found={tracked}
              supplementAction={
                <p>
                  <Link className={buttonClass({ small: true })} to={paths.supplement} params={{ code: tracked.code }}>
                    {caseView.supplementButton}
                  </Link>
                </p>
              }
            />
            <CaseTimeline found={tracked} />
            <CaseDocuments documents={tracked.documents} />
          </>
        )}
      </QueryState>
      <p className={`${styles.section} no-print`}>
        <Link to={paths.track}>{track.another}</Link>
      </p>
    </div>
  )
}
