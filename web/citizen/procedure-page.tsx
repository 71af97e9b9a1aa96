import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { ask } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { say, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { buttonClass } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { Skeleton } from '../ui/state.tsx'
import { BookOffer } from './book-offer.tsx'
import { useFeeGlance } from './procedure-fees.tsx'
import { ProcedureSections } from './procedure-sections.tsx'
import type { ProcedureView } from './walk.tsx'
import styles from './procedure.module.css'

export function ProcedurePage() {
  const { loading } = useMessages()
  const { code = '' } = useParams({ strict: false })
  const found = useQuery({ ...ask('procedures.get', { code }), staleTime: 5 * 60_000 })
  return (
    <QueryState query={found} waiting={<Skeleton lines={10} label={loading} />}>
      {(procedure) => <Procedure procedure={procedure} />}
    </QueryState>
  )
}

function Procedure({ procedure }: { procedure: ProcedureView }) {
  const { house } = useMessages()
  const locale = useLocale()
  return (
    <article className={styles.layout}>
      <PageTitle title={say(procedure.name, locale)} house={house} />
      <Glance procedure={procedure} />
      <Start procedure={procedure} />
      <ProcedureSections procedure={procedure} />
    </article>
  )
}

/** What most people want to know before all else. */
function Glance({ procedure }: { procedure: ProcedureView }) {
  const { procedure: words } = useMessages()
  const locale = useLocale()
  const fee = useFeeGlance()
  const time = procedure.immediate ? words.immediate : procedure.limit && say(procedure.limit.text, locale)
  return (
    <dl className={styles.glance}>
      <div>
        <dt>{words.time}</dt>
        <dd>{time || words.limitUnknown}</dd>
      </div>
      <div>
        <dt>{words.fee}</dt>
        <dd>{fee(procedure)}</dd>
      </div>
      <div>
        <dt>{words.where}</dt>
        <dd>{say(procedure.agency, locale)}</dd>
      </div>
      {procedure.result.name && (
        <div>
          <dt>{words.result}</dt>
          <dd>{say(procedure.result.name, locale)}</dd>
        </div>
      )}
    </dl>
  )
}

function Start({ procedure }: { procedure: ProcedureView }) {
  const { procedure: words } = useMessages()
  const locale = useLocale()
  if (procedure.online === 'none')
    return (
      <>
        <Notice>{words.notOnline}</Notice>
        <BookOffer procedure={procedure.code} primary />
      </>
    )
  return (
    <div className={`${styles.start} no-print`}>
      <Link className={buttonClass()} to={paths.apply} params={{ code: procedure.code }}>
        {words.start}
      </Link>
      {procedure.online === 'partial' && procedure.because && (
        <p>{words.partialBecause(say(procedure.because, locale))}</p>
      )}
      <BookOffer procedure={procedure.code} />
    </div>
  )
}
