import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useCommand, type Output } from '../api.ts'
import { useActing } from '../components/use-acting.ts'
import { useGoAnew } from '../components/use-go-anew.ts'
import { useMandates } from '../messages/use-mandates.ts'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { Notice } from '../ui/notice.tsx'
import { StatusMark, type Status } from '../ui/status-mark.tsx'
import { askFacets } from './life-events.tsx'
import pageStyles from './page.module.css'
import styles from './mandates.module.css'

export type Mandate = Output<'people.list-mandates'>['held'][number]

const marks: Readonly<Record<Mandate['standing'], Status>> = {
  proposed: 'watch',
  lapsed: 'unknown',
  coming: 'active',
  'in-force': 'good',
  ended: 'unknown',
  refused: 'unknown',
  revoked: 'unknown',
}

export function MandateCard({ mandate }: { mandate: Mandate }) {
  const words = useMandates()
  const locale = useLocale()
  const { kind, other, standing, mine, side } = mandate
  const name = other.name ?? words.sentTo(other.addressed ?? words.other)
  return (
    <article className={styles.sheet}>
      <div className={styles.head}>
        <div>
          <h3>{mine ? words.asks[side](name) : name}</h3>
          <p className={styles.kind}>{[say(kind.name, locale), other.maskedNumber].filter(Boolean).join(' · ')}</p>
        </div>
        <StatusMark status={marks[standing]}>
          {standing === 'proposed' ? (mine ? words.waiting : words.waitingFor) : words.standings[standing]}
        </StatusMark>
      </div>
      <Facts mandate={mandate} />
      <Uses mandate={mandate} />
      <Acts mandate={mandate} name={other.name ?? words.other} />
    </article>
  )
}

function Facts({ mandate }: { mandate: Mandate }) {
  const words = useMandates()
  const locale = useLocale()
  const format = useFormat()
  const facets = useQuery({ ...askFacets, staleTime: 60 * 60_000 })
  const { acts, fields, procedures, kind, beginsAt, endsAt, recorded } = mandate
  const names = new Map(facets.data?.fields.map(({ id, name }) => [id, name]))
  const last = new Date(Date.parse(endsAt) - 1).toISOString()
  const facts: [string, string | undefined][] = [
    [words.may, acts.map((act) => words.acts[act]).join(', ')],
    [words.scope, [...fields.map((id) => names.get(id) ?? id), ...procedures].join(', ') || words.everything],
    [words.term, words.from(format.date(beginsAt), format.date(last))],
    [words.recorded, recorded?.paper],
  ]
  return (
    <>
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
      </dl>
      {kind.basis && (
        <p className={styles.law}>
          {words.basis}: {kind.basis}
          <span className="visually-hidden"> ({say(kind.name, locale)})</span>
        </p>
      )}
    </>
  )
}

/** What was done by it; of what was filed in one's own name, with the way to it. */
function Uses({ mandate: { uses, side, standing } }: { mandate: Mandate }) {
  const words = useMandates()
  const format = useFormat()
  if (standing === 'proposed' || standing === 'lapsed' || standing === 'refused') return null
  const known: Readonly<Record<string, string>> = words.used
  return (
    <div className={styles.uses}>
      <h4>{words.uses}</h4>
      {uses.length === 0 && <p>{words.noUses}</p>}
      <ul>
        {uses.map(({ at, act, record }) => (
          <li key={`${at} ${act}`}>
            <time dateTime={at}>{format.dateTime(at)}</time>
            <span>{known[act] ?? act}</span>
            {side === 'given' ? (
              <Link to={paths.myCase} params={{ code: record }}>
                {record}
              </Link>
            ) : (
              <span>{record}</span>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

const refresh = ['people.list-mandates', 'people.me'] as const

function Acts({ mandate, name }: { mandate: Mandate; name: string }) {
  const words = useMandates()
  const { cancel } = useMessages()
  const [asked, setAsked] = useState(false)
  const accept = useCommand('people.accept-mandate', refresh)
  const refuse = useCommand('people.refuse-mandate', refresh)
  const revoke = useCommand('people.revoke-mandate', refresh)
  const { id, standing, mine, side } = mandate
  const error = accept.error ?? refuse.error ?? revoke.error
  if (!['proposed', 'coming', 'in-force'].includes(standing)) return null
  if (asked)
    return (
      <Confirm
        title={words.revokeTitle}
        confirm={words.revokeYes}
        cancel={cancel}
        busy={revoke.isPending}
        danger
        onConfirm={() => revoke.mutate({ id })}
        onCancel={() => setAsked(false)}
      >
        <p>{words.revokeText(name)}</p>
      </Confirm>
    )
  return (
    <>
      {error && (
        <Notice kind="bad" announce>
          <p>{error.message}</p>
        </Notice>
      )}
      <div className={pageStyles.actions}>
        {mine && (
          <>
            <Button busy={accept.isPending} onClick={() => accept.mutate({ id })}>
              {words.accept}
            </Button>
            <Button kind="secondary" busy={refuse.isPending} onClick={() => refuse.mutate({ id })}>
              {words.refuse}
            </Button>
          </>
        )}
        {side === 'held' && standing === 'in-force' && <ActFor id={id} name={name} />}
        {!mine && (
          <Button kind="secondary" onClick={() => (standing === 'proposed' ? revoke.mutate({ id }) : setAsked(true))}>
            {standing === 'proposed' ? words.takeBack : words.revoke}
          </Button>
        )}
      </div>
    </>
  )
}

/** From here on the device files for the other: what the screen knew of oneself is asked anew. */
function ActFor({ id, name }: { id: string; name: string }) {
  const words = useMandates()
  const acting = useActing()
  const goAnew = useGoAnew()
  const actFor = useCommand('people.act-for')
  if (acting?.mandate === id) return <p>{words.acting}</p>
  return (
    <>
      {actFor.error && (
        <Notice kind="bad" announce>
          <p>{actFor.error.message}</p>
        </Notice>
      )}
      <Button
        busy={actFor.isPending}
        onClick={() => actFor.mutate({ mandate: id }, { onSuccess: () => goAnew(paths.home) })}
      >
        {words.act(name)}
      </Button>
    </>
  )
}
