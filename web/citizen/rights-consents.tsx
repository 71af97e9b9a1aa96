import { useQuery } from '@tanstack/react-query'
import { ask, useCommand, type Output } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { say, useFormat, useLocale } from '../messages/use-messages.ts'
import { useMyData } from '../messages/use-rights.ts'
import { Tick } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import styles from './rights.module.css'
import page from './page.module.css'

type Consents = Output<'people.list-consents'>
type Purpose = Consents['purposes'][number]

const refreshed = ['people.list-consents', 'people.my-data'] as const

/** Nothing is ticked beforehand; a tick counts at once, and so does taking it away. */
export function ConsentsSection() {
  const { consents: words } = useMyData()
  const query = useQuery(ask('people.list-consents', {}))
  return (
    <section className={page.section} aria-labelledby="consents">
      <h2 id="consents">{words.title}</h2>
      <p className={styles.lead}>{words.lead}</p>
      <QueryState query={query}>
        {({ purposes, ledger }) => (
          <>
            {purposes.map((purpose) => (
              <PurposeBox key={purpose.id} purpose={purpose} />
            ))}
            <Ledger ledger={ledger} />
          </>
        )}
      </QueryState>
    </section>
  )
}

function PurposeBox({ purpose }: { purpose: Purpose }) {
  const { consents: words } = useMyData()
  const locale = useLocale()
  const give = useCommand('people.give-consent', refreshed)
  const withdraw = useCommand('people.withdraw-consent', refreshed)
  const { id, shown, state } = purpose
  const problem = give.error ?? withdraw.error
  return (
    <article className={styles.consent} aria-labelledby={`consent-${id}-name`}>
      <h3 id={`consent-${id}-name`}>{say(purpose.name, locale)}</h3>
      <p>{say(purpose.text, locale)}</p>
      <p className={styles.small}>
        {words.withdrawal}: {say(purpose.withdrawal, locale)}
      </p>
      <p className={styles.small}>{purpose.basis}</p>
      {state === 'ask-again' && <Notice kind="watch">{words.askAgain}</Notice>}
      <Tick
        frame={{ id: `consent-${id}`, label: words.agree }}
        // What was just pressed shows at once, before the server has answered.
        value={give.isPending || (state === 'given' && !withdraw.isPending)}
        onChange={(ticked) => (ticked ? give.mutate({ purpose: id, shown }) : withdraw.mutate({ purpose: id }))}
      />
      <StateLine purpose={purpose} />
      {problem && (
        <Notice kind="bad" announce>
          {problem.message}
        </Notice>
      )}
    </article>
  )
}

function StateLine({ purpose: { state, at, version } }: { purpose: Purpose }) {
  const { consents: words } = useMyData()
  const format = useFormat()
  if (at === undefined || state === 'ask-again' || state === 'none') return null
  const date = format.dateTime(at)
  return (
    <p className={styles.small} role="status">
      {state === 'given' ? words.given(date, version) : words.withdrawn(date)}
    </p>
  )
}

function Ledger({ ledger }: { ledger: Consents['ledger'] }) {
  const { consents: words } = useMyData()
  const locale = useLocale()
  const format = useFormat()
  return (
    <details className={styles.more}>
      <summary>{words.ledger}</summary>
      {ledger.length === 0 ? (
        <p>{words.emptyLedger}</p>
      ) : (
        <ul className={styles.lines}>
          {ledger.map((line) => (
            <li key={`${line.purpose} ${line.givenAt}`}>
              <strong>{say(line.title, locale)}</strong>
              {line.version !== undefined && <span className={styles.small}> · {words.version(line.version)}</span>}
              <br />
              <span className={styles.small}>
                {words.line(format.dateTime(line.givenAt), line.withdrawnAt && format.dateTime(line.withdrawnAt))}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p className={styles.none}>{words.elsewhere}</p>
    </details>
  )
}
