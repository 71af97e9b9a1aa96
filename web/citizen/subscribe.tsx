import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, useCommand, type Output } from '../api.ts'
import { ErrorState } from '../components/error-state.tsx'
import { useCommunes } from '../components/form/unit-input.tsx'
import { QueryState } from '../components/query-state.tsx'
import { say, useLocale, useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { Picker } from '../ui/picker.tsx'
import listStyles from '../ui/list.module.css'
import { askFacets } from './life-events.tsx'
import { useServices } from './use-services.ts'
import styles from './subscribe.module.css'

type Kind = NonNullable<Output<'services.get'>['topic']>

/** Choose what to be told of; what was chosen stands below and is ended there. */
export function Subscribe({ kind }: { kind: Kind }) {
  const { subscription: words } = useServices()
  const { form: formWords } = useMessages()
  const [chosen, setChosen] = useState<string>()
  const options = useOptions(kind)
  const add = useCommand('services.subscribe', ['services.list-subscriptions', 'services.home'])
  return (
    <div className={styles.subscribe}>
      <div className={styles.add}>
        <Picker
          frame={{ id: 'topic', label: words.choose[kind] }}
          options={options}
          value={chosen}
          onChange={setChosen}
          nothing={formWords.noUnit}
        />
        <Button
          busy={add.isPending}
          onClick={() =>
            chosen && add.mutate({ topic: `${kind}/${chosen}` }, { onSuccess: () => setChosen(undefined) })
          }
        >
          {words.add}
        </Button>
      </div>
      {add.isError && <ErrorState error={add.error} />}
      <Mine />
      <p className={styles.how}>{words.how}</p>
    </div>
  )
}

function useOptions(kind: Kind) {
  const communes = useCommunes()
  const facets = useQuery(askFacets)
  const procedures = useQuery({
    ...ask('procedures.search', { limit: 5000 }),
    enabled: kind === 'procedure-changes',
    staleTime: 10 * 60_000,
  })
  if (kind === 'commune-warnings') return communes
  if (kind === 'field-news') return (facets.data?.fields ?? []).map(({ id, name }) => ({ value: id, label: name }))
  return (procedures.data?.items ?? []).map(({ code, name }) => ({ value: code, label: name }))
}

function Mine() {
  const { subscription: words } = useServices()
  const locale = useLocale()
  const mine = useQuery(ask('services.list-subscriptions', {}))
  const drop = useCommand('services.unsubscribe', ['services.list-subscriptions', 'services.home'])
  return (
    <section aria-labelledby="my-topics">
      <h2 id="my-topics">{words.mine}</h2>
      <QueryState query={mine}>
        {({ topics }) =>
          topics.length === 0 ? (
            <p className={styles.how}>{words.none}</p>
          ) : (
            <ul className={listStyles.list}>
              {topics.map(({ topic, kind, name }) => (
                <li key={topic} className={styles.topic}>
                  <span>
                    {say(name, locale)}
                    <small>{words.kinds[kind]}</small>
                  </span>
                  <Button
                    kind="plain"
                    small
                    aria-label={words.drop(say(name, locale))}
                    onClick={() => drop.mutate({ topic })}
                  >
                    {words.dropShort}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </QueryState>
    </section>
  )
}
