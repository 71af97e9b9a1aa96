import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { ask, type Output } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useMine } from '../components/use-mine.ts'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { Skeleton } from '../ui/state.tsx'
import { BookOffer } from './book-offer.tsx'
import { CaseDocuments } from './case-documents.tsx'
import { CaseNotices, CaseTimeline, CaseTop, type Progress } from './case-progress.tsx'
import { Rate } from './rate.tsx'
import { Withdraw } from './withdraw.tsx'
import caseStyles from './case.module.css'
import styles from './page.module.css'

export type OwnCase = Output<'cases.get'>

export function MyCasePage() {
  const { house, loading } = useMessages()
  const locale = useLocale()
  const { code = '' } = useParams({ strict: false })
  const found = useQuery({ ...ask('cases.get', { code }), staleTime: 0 })
  useMine(['cases.get'])
  return (
    <div className={styles.narrow}>
      <QueryState query={found} waiting={<Skeleton lines={9} label={loading} />}>
        {(own) => (
          <>
            <PageTitle title={say(own.procedure.name, locale)} lead={own.code} house={house} />
            <CaseTop found={progressOf(own)} />
            <CaseNotices found={progressOf(own)} supplementAction={<SupplementLink code={own.code} />} />
            {own.state.name === 'resolved' && <BookOffer caseCode={own.code} />}
            <Rate found={own} />
            <CaseTimeline found={progressOf(own)} />
            <CaseDocuments documents={own.documents.map(documentOf(locale))} />
            <Filed own={own} />
            <Acts own={own} />
          </>
        )}
      </QueryState>
    </div>
  )
}

const documentOf = (locale: 'vi' | 'en') => (document: OwnCase['documents'][number]) => ({
  code: document.code,
  kind: document.kind,
  url: document.path,
  name: say(document.title, locale),
})

/** The owner's view of a case told like its tracking page: the holder is whoever has the current step. */
function progressOf(own: OwnCase): Progress {
  const current = own.steps.find((step) => step.status === 'current')
  const holder = current && {
    unit: current.unit,
    roleName: current.roleName,
    step: current.name,
    ...(current.assignee && { name: current.assignee.name }),
  }
  return { ...own, ...(holder && { holder }) }
}

function SupplementLink({ code }: { code: string }) {
  const { caseView } = useMessages()
  return (
    <p>
      <Link className={buttonClass({ small: true })} to={paths.supplement} params={{ code }}>
        {caseView.supplementButton}
      </Link>
    </p>
  )
}

function Filed({ own }: { own: OwnCase }) {
  const { caseView, acting } = useMessages()
  const locale = useLocale()
  const format = useFormat()
  const facts: [string, string | undefined][] = [
    [caseView.applicant, own.applicant.name],
    [
      own.mandate?.assisted ? acting.helpedBy : acting.filedBy,
      own.mandate && acting.by(own.mandate.by, say(own.mandate.name, locale)),
    ],
    [caseView.submittedAt, format.dateTime(own.times.submittedAt)],
    [caseView.decidedBy, say(own.unit.name, locale)],
    [caseView.receivedBy, say(own.receptionUnit.name, locale)],
  ]
  return (
    <section className={styles.section}>
      <h2>{caseView.filed}</h2>
      <dl className={styles.facts}>
        {facts.map(
          ([label, value]) =>
            value && (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
        {own.fees
          .filter((fee) => fee.amount > 0)
          .map((fee) => (
            <div key={fee.id}>
              <dt>{say(fee.name, locale)}</dt>
              <dd>
                {format.money(fee.amount)},{' '}
                {fee.paidAt ? caseView.paid(format.date(fee.paidAt), fee.receiptNumber ?? '') : caseView.unpaid}
              </dd>
            </div>
          ))}
        {own.papers.map((paper) => (
          <div key={paper.id}>
            <dt>{say(paper.name, locale)}</dt>
            <dd className={caseStyles.files}>
              {paper.files.map((file, at) => (
                <a key={at} href={file.url} target="_blank" rel="noreferrer">
                  {file.name} ({format.bytes(file.sizeBytes)})
                </a>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Acts({ own }: { own: OwnCase }) {
  const { caseView } = useMessages()
  return (
    <div className={`${styles.section} ${styles.stack} no-print`}>
      <div className={styles.actions}>
        <Button kind="secondary" onClick={() => print()}>
          {caseView.print}
        </Button>
      </div>
      <Withdraw own={own} />
    </div>
  )
}
