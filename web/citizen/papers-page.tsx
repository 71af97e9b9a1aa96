import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { IconPlus, IconQrcode } from '@tabler/icons-react'
import { ask, type Output } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useMine } from '../components/use-mine.ts'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { buttonClass } from '../ui/button.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { EmptyState } from '../ui/state.tsx'
import { StatusMark, type Status } from '../ui/status-mark.tsx'
import { usePaperWords } from './paper-words.ts'
import { Proposals } from './proposals.tsx'
import pageStyles from './page.module.css'
import styles from './papers.module.css'

export type Paper = Output<'profiles.list-papers'>['items'][number]

/** Everything that a person has, by area of life; what came by itself and what they brought. */
export function PapersPage() {
  const { house } = useMessages()
  const words = usePaperWords()
  const papers = useQuery({ ...ask('profiles.list-papers', {}), staleTime: 0 })
  useMine(['profiles.list-papers', 'profiles.proposals'])
  return (
    <>
      <PageTitle title={words.title} lead={words.lead} house={house} />
      <div className={pageStyles.actions}>
        <Link className={buttonClass()} to={paths.paperAdd}>
          <IconPlus size={20} aria-hidden />
          {words.add}
        </Link>
        <Link className={buttonClass({ kind: 'secondary' })} to={paths.shares}>
          <IconQrcode size={20} aria-hidden />
          {words.shares}
        </Link>
      </div>
      <Proposals />
      <QueryState query={papers}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={words.emptyTitle} text={words.emptyText} />
          ) : (
            byArea(items).map((area) => <Area key={area[0]?.area.id} papers={area} />)
          )
        }
      </QueryState>
    </>
  )
}

function byArea(papers: readonly Paper[]): Paper[][] {
  const areas = new Map<string, Paper[]>()
  for (const paper of papers) areas.set(paper.area.id, [...(areas.get(paper.area.id) ?? []), paper])
  return [...areas.values()].map((area) =>
    area.toSorted((one, other) => Number(other.state === 'valid') - Number(one.state === 'valid')),
  )
}

function Area({ papers }: { papers: readonly Paper[] }) {
  const locale = useLocale()
  const [first] = papers
  if (!first) return null
  return (
    <section className={styles.area} aria-labelledby={`area-${first.area.id}`}>
      <h2 id={`area-${first.area.id}`}>
        {say(first.area.name, locale)} <small>{papers.length}</small>
      </h2>
      <div className={styles.cards}>
        {papers.map((paper) => (
          <PaperCard key={paper.id} paper={paper} />
        ))}
      </div>
    </section>
  )
}

function PaperCard({ paper }: { paper: Paper }) {
  const words = usePaperWords()
  const locale = useLocale()
  const format = useFormat()
  const line = [paper.number && `${words.number} ${paper.number}`, paper.issuedOn && format.date(paper.issuedOn)]
  return (
    <Link className={styles.card} data-state={paper.state} to={paths.paper} params={{ id: paper.id }}>
      <span className={styles.name}>{say(paper.name, locale)}</span>
      {paper.holder && <span className={styles.line}>{paper.holder}</span>}
      <span className={styles.line}>{line.filter(Boolean).join(' · ')}</span>
      <span className={styles.line}>{paper.issuer}</span>
      <span className={styles.foot}>
        <PaperState paper={paper} />
        <span className={styles.line}>{paper.source === 'issued' ? words.issued : words.own}</span>
      </span>
    </Link>
  )
}

const marks = {
  valid: 'good',
  expired: 'watch',
  revoked: 'bad',
  replaced: 'unknown',
  removed: 'unknown',
} as const satisfies Record<Paper['state'], Status>

export function PaperState({ paper }: { paper: Pick<Paper, 'state' | 'validUntil'> }) {
  const words = usePaperWords()
  const format = useFormat()
  const until = paper.state === 'valid' && paper.validUntil ? ` (${format.date(paper.validUntil)})` : ''
  return (
    <StatusMark status={marks[paper.state]} bare>
      {words.states[paper.state]}
      {until}
    </StatusMark>
  )
}
