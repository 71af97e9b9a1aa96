import { useQuery } from '@tanstack/react-query'
import { IconFileTypePdf } from '@tabler/icons-react'
import { Link, useParams } from '@tanstack/react-router'
import { api, Problem, type Output } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { buttonClass } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { Facts } from './facts.tsx'
import { usePaperWords } from './paper-words.ts'
import { PaperValues } from './paper-values.tsx'
import { PaperState } from './papers-page.tsx'
import pageStyles from './page.module.css'
import styles from './papers.module.css'

type Shared = NonNullable<Output<'profiles.open-share'>['shared']>

/** What a code shows to whoever scans it: just what was shared, and nothing once it has ended. */
export function OpenedPage() {
  const { house } = useMessages()
  const words = usePaperWords()
  const { token = '' } = useParams({ strict: false })
  // Asked once: each asking is an opening that the person who shared will see.
  const found = useQuery({
    queryKey: ['profiles.open-share', token],
    queryFn: () => api.command('profiles.open-share', { token }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    retry: false,
  })
  const unknown = found.error instanceof Problem && found.error.status === 404
  return (
    <div className={pageStyles.narrow}>
      <PageTitle title={words.sharedTitle} house={house} />
      {unknown ? (
        <Notice kind="bad" title={words.sharedUnknown} announce>
          <p>{words.sharedUnknownText}</p>
        </Notice>
      ) : (
        <QueryState query={found}>
          {({ state, until, shared }) =>
            shared ? (
              <Opened shared={shared} until={until} />
            ) : (
              <Notice kind="watch" title={state === 'revoked' ? words.sharedRevoked : words.sharedEnded} announce>
                <p>{words.sharedOver}</p>
              </Notice>
            )
          }
        </QueryState>
      )}
    </div>
  )
}

function Opened({ shared, until }: { shared: Shared; until: string }) {
  const words = usePaperWords()
  const locale = useLocale()
  const format = useFormat()
  const facts: [string, string | undefined][] = [
    [words.holder, shared.holder],
    [words.number, shared.number],
    [words.issuer, shared.issuer],
    [words.issuedOn, shared.issuedOn && format.date(shared.issuedOn)],
    [words.validUntil, shared.validUntil && format.date(shared.validUntil)],
    [words.sharedFor, shared.unit ? say(shared.unit.name, locale) : shared.whom],
    [words.purpose, shared.purpose],
  ]
  return (
    <div className={pageStyles.stack}>
      <div className={styles.head}>
        <h2>{say(shared.name, locale)}</h2>
        <PaperState paper={{ state: shared.paperState, validUntil: shared.validUntil }} />
      </div>
      <Facts facts={facts} />
      <PaperValues values={shared.values} />
      <div className={pageStyles.actions}>
        {shared.file && (
          <a className={buttonClass()} href={shared.file.url} target="_blank" rel="noreferrer">
            <IconFileTypePdf size={20} aria-hidden />
            {words.openFile}
          </a>
        )}
        {shared.document && (
          <Link
            className={buttonClass({ kind: 'secondary' })}
            to={paths.verifyDocument}
            params={{ code: shared.document }}
          >
            {words.check}
          </Link>
        )}
      </div>
      <Notice>
        <p>{words.shareUntil(format.dateTime(until))}</p>
        <p>{words.sharedNote}</p>
      </Notice>
    </div>
  )
}
