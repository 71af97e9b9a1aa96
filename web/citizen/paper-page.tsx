import { useQuery } from '@tanstack/react-query'
import { IconBraces, IconCertificate, IconFileTypePdf } from '@tabler/icons-react'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { ask, useCommand, type Output } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { Skeleton } from '../ui/state.tsx'
import { Facts } from './facts.tsx'
import { usePaperWords } from './paper-words.ts'
import { PaperValues } from './paper-values.tsx'
import { PaperChange } from './paper-change.tsx'
import { PaperState } from './papers-page.tsx'
import { ShareForm } from './share-form.tsx'
import { ShareRow } from './shares-page.tsx'
import pageStyles from './page.module.css'
import styles from './papers.module.css'

type Detail = Output<'profiles.get-paper'>

export function PaperPage() {
  const { loading } = useMessages()
  const { id = '' } = useParams({ strict: false })
  const found = useQuery({ ...ask('profiles.get-paper', { id }), staleTime: 0 })
  return (
    <div className={pageStyles.narrow}>
      <QueryState query={found} waiting={<Skeleton lines={9} label={loading} />}>
        {(paper) => <Opened paper={paper} />}
      </QueryState>
    </div>
  )
}

function Opened({ paper }: { paper: Detail }) {
  const { house } = useMessages()
  const words = usePaperWords()
  const locale = useLocale()
  const [open, setOpen] = useState<'share' | 'change'>()
  const close = () => setOpen(undefined)
  return (
    <>
      <PageTitle
        title={say(paper.name, locale)}
        above={<Link to={paths.papers}>{words.back}</Link>}
        lead={<PaperState paper={paper} />}
        house={house}
      />
      <div className={pageStyles.stack}>
        <About paper={paper} />
        <Files paper={paper} />
        {open === 'share' && <ShareForm paper={paper} onClose={close} />}
        {open === 'change' && <PaperChange paper={paper} onClose={close} />}
        {!open && (
          <div className={pageStyles.actions}>
            {paper.state === 'valid' && <Button onClick={() => setOpen('share')}>{words.share}</Button>}
            {isOwn(paper) && (
              <Button kind="secondary" onClick={() => setOpen('change')}>
                {words.change}
              </Button>
            )}
          </div>
        )}
      </div>
      <Values paper={paper} />
      <Uses paper={paper} />
      {paper.shares.length > 0 && (
        <section className={pageStyles.section}>
          <h2>{words.shares}</h2>
          <div className={styles.rows}>
            {paper.shares.map((share) => (
              <ShareRow key={share.id} share={share} />
            ))}
          </div>
        </section>
      )}
      {isOwn(paper) && <Remove paper={paper} />}
    </>
  )
}

/** What the province issued is as it is. */
const isOwn = ({ source, state }: Detail): boolean => source === 'uploaded' && state !== 'removed'

function About({ paper }: { paper: Detail }) {
  const words = usePaperWords()
  const format = useFormat()
  const facts: [string, string | undefined][] = [
    [words.holder, paper.holder],
    [words.number, paper.number],
    [words.issuer, paper.issuer],
    [words.issuedOn, paper.issuedOn && format.date(paper.issuedOn)],
    [words.validUntil, paper.validUntil && format.date(paper.validUntil)],
  ]
  return <Facts facts={facts} />
}

function Files({ paper }: { paper: Detail }) {
  const words = usePaperWords()
  return (
    <div className={pageStyles.actions}>
      <a className={buttonClass({ kind: 'secondary' })} href={paper.file.url} target="_blank" rel="noreferrer">
        <IconFileTypePdf size={20} aria-hidden />
        {words.openFile}
      </a>
      {paper.dataUrl && (
        <a className={buttonClass({ kind: 'secondary' })} href={paper.dataUrl}>
          <IconBraces size={20} aria-hidden />
          {words.data}
        </a>
      )}
      {paper.document && (
        <Link className={buttonClass({ kind: 'plain' })} to={paths.verifyDocument} params={{ code: paper.document }}>
          <IconCertificate size={20} aria-hidden />
          {words.check}
        </Link>
      )}
    </div>
  )
}

function Values({ paper }: { paper: Detail }) {
  const words = usePaperWords()
  if (paper.values.length === 0) return null
  return (
    <section className={pageStyles.section}>
      <h2>{words.says}</h2>
      <div className={pageStyles.stack}>
        <PaperValues values={paper.values} />
      </div>
    </section>
  )
}

function Uses({ paper }: { paper: Detail }) {
  const words = usePaperWords()
  const format = useFormat()
  return (
    <section className={pageStyles.section}>
      <h2>{words.uses}</h2>
      {paper.uses.length === 0 && <p>{words.noUses}</p>}
      <ul className={styles.rows}>
        {paper.uses.map(({ caseCode, at }) => (
          <li key={caseCode}>
            <Link to={paths.myCase} params={{ code: caseCode }}>
              {caseCode}
            </Link>{' '}
            <span className={styles.line}>{format.dateTime(at)}</span>
          </li>
        ))}
      </ul>
      {paper.caseCode && (
        <p className={styles.line}>
          {words.fromCase}{' '}
          <Link to={paths.myCase} params={{ code: paper.caseCode }}>
            {paper.caseCode}
          </Link>
        </p>
      )}
    </section>
  )
}

function Remove({ paper }: { paper: Detail }) {
  const { cancel } = useMessages()
  const words = usePaperWords()
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  const remove = useCommand('profiles.remove-paper', ['profiles.list-papers'])
  if (!asking)
    return (
      <p className={pageStyles.section}>
        <Button kind="plain" onClick={() => setAsking(true)}>
          {words.remove}
        </Button>
      </p>
    )
  return (
    <div className={pageStyles.section}>
      <Confirm
        title={words.remove}
        confirm={words.remove}
        cancel={cancel}
        danger
        busy={remove.isPending}
        onCancel={() => setAsking(false)}
        onConfirm={() =>
          remove.mutate(
            { id: paper.id, version: paper.version },
            { onSuccess: () => void navigate({ to: paths.papers }) },
          )
        }
      >
        <p>{words.removeText}</p>
      </Confirm>
    </div>
  )
}
