import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { ask, Problem, useCommand, type Output } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useAccount } from '../messages/use-account.ts'
import { say, useLocale, useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { Choices } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import styles from './connect.module.css'

type Asked = Output<'people.get-connection'>

/** `/ket-noi/$id`: an application asks to sign the person in; nothing is ticked beforehand. */
export function ConnectPage() {
  const { id } = useParams({ strict: false })
  const { connect: words } = useAccount()
  const { house } = useMessages()
  const asked = useQuery({ ...ask('people.get-connection', { id: id ?? '' }), retry: false })
  const isGone = asked.error instanceof Problem && [404, 422].includes(asked.error.status)
  if (isGone) return <PageTitle title={words.expired} lead={words.expiredText} house={house} />
  return <QueryState query={asked}>{(found) => <Question id={id ?? ''} asked={found} />}</QueryState>
}

function Question({ id, asked }: { id: string; asked: Asked }) {
  const { connect: words, scopes } = useAccount()
  const { house } = useMessages()
  const locale = useLocale()
  const connect = useCommand('people.connect')
  const refuse = useCommand('people.refuse-connection')
  const [ticked, setTicked] = useState<Asked['optional']>([])
  // The answer leads out of this page's own program, to the application.
  const leave = { onSuccess: ({ next }: { next: string }) => location.assign(next) }
  const error = connect.error ?? refuse.error
  const leaving = connect.isPending || refuse.isPending || connect.isSuccess || refuse.isSuccess
  return (
    <>
      <PageTitle title={words.title(say(asked.application, locale))} lead={words.lead(asked.host)} house={house} />
      <div className={styles.page}>
        {asked.purpose && (
          <section>
            <h2>{words.purpose}</h2>
            <p>{say(asked.purpose, locale)}</p>
          </section>
        )}
        <section>
          <h2>{words.needs}</h2>
          {asked.needed.length === 0 ? (
            <p>{words.only}</p>
          ) : (
            <ul className={styles.facts}>
              {asked.needed.map((scope) => (
                <li key={scope}>{scopes[scope]}</li>
              ))}
            </ul>
          )}
        </section>
        {asked.optional.length > 0 && (
          <Choices
            frame={{ id: 'optional', label: words.optional, hint: words.optionalHint }}
            options={asked.optional.map((scope) => ({ value: scope, label: scopes[scope] }))}
            value={ticked}
            onChange={(chosen) => setTicked(asked.optional.filter((scope) => chosen.includes(scope)))}
          />
        )}
        {error && (
          <Notice kind="bad" announce>
            {error.message}
          </Notice>
        )}
        <p className={styles.small}>
          {words.as(asked.person)} {words.withdrawable}
        </p>
        <div className={styles.actions}>
          <Button busy={leaving} onClick={() => connect.mutate({ id, optional: ticked }, leave)}>
            {words.agree}
          </Button>
          <Button kind="secondary" busy={leaving} onClick={() => refuse.mutate({ id }, leave)}>
            {words.refuse}
          </Button>
        </div>
      </div>
    </>
  )
}
