import { useQuery } from '@tanstack/react-query'
import { IconSparkles } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { ask, useCommand, type Output } from '../api.ts'
import { useMe } from '../components/use-me.ts'
import { say, useFormat, useLocale } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { StatusMark } from '../ui/status-mark.tsx'
import { usePaperWords } from './paper-words.ts'
import pageStyles from './page.module.css'
import styles from './papers.module.css'

export type Proposal = Output<'profiles.proposals'>['items'][number]

/** "Dành cho bạn": what a case that is done gives rise to. Nothing is drawn for who has none; for any page of the face. */
export function Proposals({ most = 3 }: { most?: number }) {
  const words = usePaperWords()
  const me = useMe()
  const found = useQuery({ ...ask('profiles.proposals', {}), enabled: me.data?.kind === 'citizen' })
  const items = found.data?.items ?? []
  if (items.length === 0) return null
  return (
    <section className={pageStyles.section} aria-labelledby="for-you">
      <h2 id="for-you">{words.forYou}</h2>
      <p className={styles.lead}>{words.forYouLead}</p>
      <div className={styles.rows}>
        {items.slice(0, most).map((proposal) => (
          <ProposalCard key={proposal.id} proposal={proposal} />
        ))}
      </div>
      <p className={styles.after}>
        <Link to={paths.proposals}>{words.choices}</Link>
      </p>
    </section>
  )
}

export function ProposalCard({ proposal }: { proposal: Proposal }) {
  const words = usePaperWords()
  const locale = useLocale()
  const format = useFormat()
  return (
    <article className={`${pageStyles.sheet} ${styles.proposal}`}>
      <div className={styles.head}>
        <h3>
          <IconSparkles size={20} aria-hidden /> {say(proposal.name, locale)}
        </h3>
        <span className={styles.line}>{words.stands(format.date(proposal.until))}</span>
      </div>
      <p>{say(proposal.because, locale)}</p>
      <p className={styles.line}>
        {words.because}: {proposal.basis.join('; ')}. {words.fromCase} {proposal.caseCode}.
      </p>
      {proposal.state === 'carried-out' ? <CarriedOut proposal={proposal} /> : <Answers proposal={proposal} />}
    </article>
  )
}

const refreshed = ['profiles.proposals', 'cases.list-drafts', 'profiles.list-choices'] as const

function Answers({ proposal }: { proposal: Proposal }) {
  const words = usePaperWords()
  const locale = useLocale()
  const navigate = useNavigate()
  const accept = useCommand('profiles.accept-proposal', refreshed)
  const refuse = useCommand('profiles.refuse-proposal', refreshed)
  const take = (procedure?: string) =>
    accept.mutate(
      { id: proposal.id, ...(procedure && { procedure }) },
      { onSuccess: (opened) => void navigate({ to: paths.apply, params: { code: opened.procedure } }) },
    )
  const failed = accept.error ?? refuse.error
  const { procedure, others } = proposal
  const begin = proposal.state === 'accepted' ? words.go : proposal.level === 1 ? words.begin : words.fill
  return (
    <>
      {failed && (
        <Notice kind="bad" announce>
          {failed.message}
        </Notice>
      )}
      {others.length > 0 && (
        <p>
          <StatusMark status="active" bare>
            {words.recommended}
          </StatusMark>{' '}
          <strong>{say(procedure.name, locale)}</strong>
          {procedure.because && ` – ${say(procedure.because, locale)}`}
        </p>
      )}
      <div className={pageStyles.actions}>
        <Button busy={accept.isPending} onClick={() => take()}>
          {begin}
        </Button>
        <Button kind="secondary" busy={refuse.isPending} onClick={() => refuse.mutate({ id: proposal.id })}>
          {words.decline}
        </Button>
        <Button kind="plain" onClick={() => refuse.mutate({ id: proposal.id, never: true })}>
          {words.never}
        </Button>
      </div>
      {others.map((other) => (
        <p key={other.id}>
          {words.or}{' '}
          <Button kind="plain" small onClick={() => take(other.id)}>
            {say(other.name, locale)}
          </Button>{' '}
          {other.because && <span className={styles.line}>{say(other.because, locale)}</span>}
        </p>
      ))}
    </>
  )
}

function CarriedOut({ proposal }: { proposal: Proposal }) {
  const words = usePaperWords()
  const undo = useCommand('profiles.undo-proposal', ['profiles.proposals', 'cases.list-mine'])
  return (
    <>
      <StatusMark status="good">{words.done}</StatusMark>
      {undo.isError && (
        <Notice kind="bad" announce>
          {undo.error.message}
        </Notice>
      )}
      <div className={pageStyles.actions}>
        {proposal.resultCase && (
          <Link className={buttonClass({ kind: 'secondary' })} to={paths.myCase} params={{ code: proposal.resultCase }}>
            {words.watch}
          </Link>
        )}
        <Button kind="danger" busy={undo.isPending} onClick={() => undo.mutate({ id: proposal.id })}>
          {words.undo}
        </Button>
      </div>
    </>
  )
}
