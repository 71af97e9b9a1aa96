import { useCommand, type Output } from '../../api.ts'
import { useAccount } from '../../messages/use-account.ts'
import { useFormat } from '../../messages/use-messages.ts'
import { Button } from '../../ui/button.tsx'
import styles from './account.module.css'

type Security = Output<'people.get-security'>

export function SessionsSection({ security }: { security: Security }) {
  const { sessions: words, methods } = useAccount()
  const { dateTime } = useFormat()
  const end = useCommand('people.end-session', ['people.get-security'])
  const endOthers = useCommand('people.end-other-sessions', ['people.get-security'])
  const others = security.sessions.filter((session) => !session.current)
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions">{words.title}</h2>
      <ul className={styles.list}>
        {security.sessions.map((session) => (
          <li key={session.id}>
            <span className={styles.what}>
              <strong>
                {session.device || words.unknown}
                {session.current && <span className={styles.here}>{words.here}</span>}
              </strong>
              <small>{words.line(session.methods.map((method) => methods[method]).join(', '), session.address)}</small>
              <small>{words.seen(dateTime(session.seenAt))}</small>
            </span>
            {!session.current && (
              <Button kind="secondary" small busy={end.isPending} onClick={() => end.mutate({ id: session.id })}>
                {words.end}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {others.length > 1 && (
        <Button kind="secondary" busy={endOthers.isPending} onClick={() => endOthers.mutate({})}>
          {words.endOthers}
        </Button>
      )}
    </section>
  )
}

export function SignInsSection({ security }: { security: Security }) {
  const { signIns: words, methods, sessions } = useAccount()
  const { dateTime } = useFormat()
  return (
    <section aria-labelledby="sign-ins">
      <h2 id="sign-ins">{words.title}</h2>
      <p className={styles.lead}>{words.lead}</p>
      <ul className={styles.list}>
        {security.signIns.map((signIn) => (
          <li key={`${signIn.at} ${signIn.outcome}`}>
            <span className={styles.what}>
              <strong>{dateTime(signIn.at)}</strong>
              <small>
                {[
                  signIn.device || sessions.unknown,
                  signIn.methods.map((method) => methods[method]).join(', '),
                  signIn.address,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </span>
            <span>{words[signIn.outcome]}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
