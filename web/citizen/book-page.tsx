import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { ask, useCommand } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useMe } from '../components/use-me.ts'
import { useAppointments } from '../messages/use-appointments.ts'
import { say, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { EmptyState } from '../ui/state.tsx'
import { useBookingWords } from './appointment-words.ts'
import { CentreStep } from './book-centre.tsx'
import { TimeStep } from './book-time.tsx'
import page from './page.module.css'
import styles from './appointments.module.css'

/** Books a time: what for, where, when. Each answer stands in the address or on the page; the last button says all of it. */
export function BookPage() {
  const t = useAppointments()
  const { house, signIn } = useMessages()
  const me = useMe()
  const { doi } = useSearch({ strict: false })
  const here = `${location.pathname}${location.search}`
  return (
    <div className={page.narrow}>
      <PageTitle title={doi ? t.booking.change : t.booking.title} house={house} />
      {me.data?.kind === 'citizen' && <Booking commune={me.data.commune} />}
      {me.data && me.data.kind !== 'citizen' && (
        <EmptyState
          title={t.book}
          text={t.signInText}
          action={
            <Link className={buttonClass()} to={paths.signIn} search={{ next: here }}>
              {signIn}
            </Link>
          }
        />
      )}
    </div>
  )
}

function Booking({ commune }: { commune: string | undefined }) {
  const { thutuc, hoso, noi, doi } = useSearch({ strict: false })
  const navigate = useNavigate()
  const [startsAt, setStartsAt] = useState<string>()
  const choose = (centre: string) => {
    setStartsAt(undefined)
    void navigate({
      to: paths.appointmentBook,
      search: { ...(thutuc && { thutuc }), ...(hoso && { hoso }), ...(doi && { doi }), noi: centre },
      replace: true,
    })
  }
  return (
    <>
      <AboutStep procedure={thutuc} caseCode={hoso} fixed={doi !== undefined} />
      <CentreStep commune={commune} chosen={noi} onChoose={choose} />
      {noi !== undefined && (
        <TimeStep
          centre={noi}
          procedure={thutuc}
          result={hoso !== undefined}
          chosen={startsAt}
          onChoose={(at) => setStartsAt(at)}
        />
      )}
      {noi !== undefined && startsAt !== undefined && (
        <Summary centre={noi} procedure={thutuc} caseCode={hoso} startsAt={startsAt} moved={doi} />
      )}
    </>
  )
}

function AboutStep({
  procedure,
  caseCode,
  fixed,
}: {
  procedure: string | undefined
  caseCode: string | undefined
  fixed: boolean
}) {
  const t = useAppointments()
  return (
    <section className={styles.step}>
      <h2>{t.booking.what}</h2>
      <p>
        <strong>
          <AboutName procedure={procedure} caseCode={caseCode} />
        </strong>
      </p>
      {!fixed && caseCode === undefined && (
        <>
          <p className={styles.quiet}>{t.booking.whatHint}</p>
          <div className={page.actions}>
            <Link className={buttonClass({ kind: 'secondary', small: true })} to={paths.procedures}>
              {t.booking.otherProcedure}
            </Link>
            {procedure !== undefined && (
              <Link
                className={buttonClass({ kind: 'plain', small: true })}
                to={paths.appointmentBook}
                search={(was) => ({ ...('noi' in was && was.noi ? { noi: was.noi } : {}) })}
              >
                {t.booking.otherWork}
              </Link>
            )}
          </div>
        </>
      )}
    </section>
  )
}

type About = { procedure: string | undefined; caseCode: string | undefined }

function AboutName({ procedure, caseCode }: About) {
  const t = useAppointments()
  const locale = useLocale()
  const found = useQuery({
    ...ask('procedures.get', { code: procedure ?? '' }),
    enabled: procedure !== undefined && caseCode === undefined,
    staleTime: 5 * 60_000,
  })
  if (caseCode !== undefined) return t.forResult(caseCode)
  if (procedure === undefined) return t.forOther
  return <QueryState query={found}>{({ name }) => say(name, locale)}</QueryState>
}

type SummaryProps = About & { centre: string; startsAt: string; moved: string | undefined }

function Summary({ centre, procedure, caseCode, startsAt, moved }: SummaryProps) {
  const t = useAppointments()
  const locale = useLocale()
  const words = useBookingWords()
  const centres = useQuery({ ...ask('appointments.list-centres', {}), staleTime: 60 * 60_000 })
  const name = centres.data?.items.find(({ code }) => code === centre)?.name
  const save = useSave(moved)
  const stays = save.from === centre
  return (
    <section className={styles.summary} aria-label={t.booking.summary}>
      <p className={styles.summaryWhen}>{words.when(startsAt)}</p>
      <p>
        <AboutName procedure={procedure} caseCode={caseCode} />
        {name && <> · {say(name, locale)}</>}
      </p>
      {save.error && (
        <Notice kind="bad" announce>
          {save.error.message}
        </Notice>
      )}
      <div className={page.actions}>
        <Button busy={save.isPending} onClick={() => save.go({ centre, procedure, caseCode, startsAt })}>
          {moved === undefined ? t.booking.confirm : stays ? t.booking.confirmChange : t.booking.confirmMove}
        </Button>
      </div>
      <p className={styles.quiet}>{moved === undefined ? t.booking.rule : t.booking.keeps}</p>
    </section>
  )
}

/** Books, or moves the appointment that is changed; then its page. A time that was taken meanwhile shows at once. */
function useSave(moved: string | undefined) {
  const navigate = useNavigate()
  const book = useCommand('appointments.book', ['appointments.list-mine', 'appointments.list-free', 'services.home'])
  const change = useCommand('appointments.change', ['appointments.get', 'appointments.list-mine', 'services.home'])
  const found = useQuery({ ...ask('appointments.get', { code: moved ?? '' }), enabled: moved !== undefined })
  const open = ({ code }: { code: string }) => void navigate({ to: paths.appointment, params: { code }, replace: true })
  return {
    /** the centre of the appointment that is changed */
    from: found.data?.centre.code,
    error: book.error ?? change.error ?? found.error,
    isPending: book.isPending || change.isPending,
    go({ centre, procedure, caseCode, startsAt }: Omit<SummaryProps, 'moved'>) {
      const about = {
        ...(procedure !== undefined && { procedure }),
        ...(caseCode !== undefined && { caseCode }),
      }
      if (moved === undefined) book.mutate({ centre, about, startsAt }, { onSuccess: open })
      else if (found.data)
        change.mutate({ code: moved, version: found.data.version, centre, startsAt }, { onSuccess: open })
    },
  }
}
