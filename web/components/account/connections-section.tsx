import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, useCommand, type Output } from '../../api.ts'
import { useAccount } from '../../messages/use-account.ts'
import { say, useFormat, useLocale, useMessages } from '../../messages/use-messages.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { QueryState } from '../query-state.tsx'
import styles from './account.module.css'

type Connected = Output<'people.list-connections'>[number]

export function ConnectionsSection() {
  const { connections: words } = useAccount()
  const connected = useQuery(ask('people.list-connections', {}))
  return (
    <section aria-labelledby="connections">
      <h2 id="connections">{words.title}</h2>
      <p className={styles.lead}>{words.lead}</p>
      <QueryState query={connected}>
        {(items) =>
          items.length === 0 ? (
            <p>{words.none}</p>
          ) : (
            <ul className={styles.list}>
              {items.map((item) => (
                <Connection key={item.application} item={item} />
              ))}
            </ul>
          )
        }
      </QueryState>
    </section>
  )
}

function Connection({ item }: { item: Connected }) {
  const { connections: words, scopes } = useAccount()
  const { cancel } = useMessages()
  const { date } = useFormat()
  const locale = useLocale()
  const [asked, setAsked] = useState(false)
  const disconnect = useCommand('people.disconnect', ['people.list-connections'])
  const name = say(item.name, locale)
  return (
    <li>
      <span className={styles.what}>
        <strong>{item.url === '' ? name : <a href={item.url}>{name}</a>}</strong>
        {item.granted.length > 0 && (
          <small>
            {words.knows} {item.granted.map((scope) => scopes[scope]).join('; ')}
          </small>
        )}
        <small>{words.since(date(item.givenAt))}</small>
      </span>
      {asked ? (
        <Confirm
          title={words.withdrawTitle(name)}
          confirm={words.withdraw}
          cancel={cancel}
          busy={disconnect.isPending}
          onConfirm={() => disconnect.mutate({ application: item.application })}
          onCancel={() => setAsked(false)}
        >
          {words.withdrawText}
        </Confirm>
      ) : (
        <Button kind="secondary" small onClick={() => setAsked(true)}>
          {words.withdraw}
        </Button>
      )}
    </li>
  )
}
