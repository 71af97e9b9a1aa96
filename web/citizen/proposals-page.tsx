import { useQuery } from '@tanstack/react-query'
import { ask, useCommand, type Output } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useMine } from '../components/use-mine.ts'
import { say, useLocale, useMessages } from '../messages/use-messages.ts'
import { Choice } from '../ui/inputs.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { EmptyState } from '../ui/state.tsx'
import { usePaperWords } from './paper-words.ts'
import { ProposalCard } from './proposals.tsx'
import pageStyles from './page.module.css'
import styles from './papers.module.css'

/** All that is proposed, and what a person wants to be proposed at all. */
export function ProposalsPage() {
  const { house } = useMessages()
  const words = usePaperWords()
  const found = useQuery({ ...ask('profiles.proposals', {}), staleTime: 0 })
  const choices = useQuery(ask('profiles.list-choices', {}))
  useMine(['profiles.proposals'])
  return (
    <div className={pageStyles.narrow}>
      <PageTitle title={words.forYou} lead={words.forYouLead} house={house} />
      <QueryState query={found}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={words.noneForYou} text={words.noneForYouText} />
          ) : (
            <div className={styles.rows}>
              {items.map((proposal) => (
                <ProposalCard key={proposal.id} proposal={proposal} />
              ))}
            </div>
          )
        }
      </QueryState>
      <section className={pageStyles.section}>
        <h2>{words.choices}</h2>
        <div className={pageStyles.stack}>
          {choices.data?.items.map((one) => (
            <Chosen key={one.id} one={one} />
          ))}
        </div>
      </section>
    </div>
  )
}

const all = ['ask', 'automatic', 'never'] as const

function Chosen({ one }: { one: Output<'profiles.list-choices'>['items'][number] }) {
  const words = usePaperWords()
  const locale = useLocale()
  const choose = useCommand('profiles.choose', ['profiles.list-choices'])
  const offered = one.level === 4 ? all : all.filter((choice) => choice !== 'automatic')
  return (
    <Choice
      frame={{ id: `choice-${one.id}`, label: say(one.name, locale) }}
      options={offered.map((value) => ({ value, label: words.choice[value] }))}
      value={one.choice}
      onChange={(value) => {
        const choice = all.find((known) => known === value)
        if (choice) choose.mutate({ definition: one.id, choice })
      }}
      choose=""
    />
  )
}
