import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { ask } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useLive } from '../live.ts'
import { useKeys } from '../ui/use-keys.ts'
import { ActBar } from './act-bar.tsx'
import { ActPanel } from './act-panel.tsx'
import { ApologyReady } from './apology.tsx'
import { actKeys, actNames, isAtOnce, type ActName, type CaseView } from './acts.ts'
import { CaseBeside } from './case-beside.tsx'
import { CaseForm } from './case-form.tsx'
import { CaseHead } from './case-head.tsx'
import { CaseHistory } from './case-history.tsx'
import { CaseLetters } from './case-letters.tsx'
import { CaseNotes } from './case-notes.tsx'
import { CaseFees } from './case-fees.tsx'
import { CaseNotices } from './case-notices.tsx'
import { DoneStrip } from './done-strip.tsx'
import { possibleActs } from './possible-acts.ts'
import { useOfficial } from './session.ts'
import { useActs } from './use-acts.ts'
import { useWork } from './use-work.ts'
import styles from './case.module.css'
import partStyles from './case-parts.module.css'

type SheetProps = { code: string; heading: 'h1' | 'h2'; tools?: ReactNode; onNext?: () => void }

/** One case with all that an official needs: what it is, what may be done, what was brought, what has happened. */
export function CaseSheet({ code, ...rest }: SheetProps) {
  useLive([`case:${code}`], ['cases.get'])
  const found = useQuery(ask('cases.get', { code }))
  return (
    <article className={styles.sheet} aria-busy={found.isFetching}>
      <QueryState query={found}>{(one) => <Sheet found={one} {...rest} />}</QueryState>
    </article>
  )
}

const tabs = ['form', 'history', 'consultations', 'fees', 'letters', 'notes'] as const
type Tab = (typeof tabs)[number]

function Sheet({ found, heading, tools, onNext }: Omit<SheetProps, 'code'> & { found: CaseView }) {
  const { posts } = useOfficial()
  const [tab, setTab] = useState<Tab>('form')
  const [act, setAct] = useState<ActName>()
  const work = useActs(found)
  const possible = possibleActs(found, posts)
  const begin = (next: ActName) => {
    if (!possible.some((one) => one.act === next && one.allowed)) return
    if (next === 'add-note') setTab('notes')
    else if (isAtOnce(next)) work.run(next)
    else setAct(next)
  }
  useKeys({
    ...Object.fromEntries(actNames.map((name) => [actKeys[name], () => begin(name)])),
    ...Object.fromEntries(tabs.map((one, at) => [String(at + 1), () => setTab(one)])),
  })
  return (
    <>
      <CaseHead found={found} heading={heading} tools={tools} />
      <div className={styles.strip}>
        <DoneStrip work={work} {...(onNext && { onNext })} />
      </div>
      {act ? (
        <ActPanel key={act} act={act} found={found} work={work} onClose={() => setAct(undefined)} />
      ) : (
        <ActBar possible={possible} busy={work.pending} onAct={begin} onWithNote={() => setAct('complete-step')} />
      )}
      {!act && <ApologyReady found={found} onOpen={() => begin('apologise')} />}
      <CaseNotices found={found} />
      <Tabs found={found} now={tab} onChange={setTab} />
      <Panel name="form" now={tab}>
        <CaseForm found={found} />
      </Panel>
      <Panel name="history" now={tab}>
        <CaseHistory found={found} />
      </Panel>
      <Panel name="consultations" now={tab}>
        <CaseBeside found={found} />
      </Panel>
      <Panel name="fees" now={tab}>
        <CaseFees found={found} />
      </Panel>
      <Panel name="letters" now={tab}>
        <CaseLetters found={found} />
      </Panel>
      <Panel name="notes" now={tab}>
        <CaseNotes found={found} work={work} open={tab === 'notes'} />
      </Panel>
    </>
  )
}

/** Hidden ones stay on the page: print shows them all. */
function Panel({ name, now, children }: { name: Tab; now: Tab; children: ReactNode }) {
  const { page } = useWork()
  return (
    <section
      className={partStyles.panel}
      id={`part-${name}`}
      role="tabpanel"
      aria-labelledby={`tab-${name}`}
      hidden={name !== now}
    >
      <h2 className={partStyles.panelTitle}>{page.tabs[name]}</h2>
      {children}
    </section>
  )
}

function Tabs({ found, now, onChange }: { found: CaseView; now: Tab; onChange: (tab: Tab) => void }) {
  const { page } = useWork()
  const counts: Partial<Record<Tab, number>> = {
    consultations: found.consultations.length,
    fees: found.fees.filter((fee) => fee.amount > 0).length,
    letters: found.documents.length,
    notes: found.notes.length,
  }
  const move = (by: number) => {
    const next = tabs[(tabs.indexOf(now) + by + tabs.length) % tabs.length]
    if (!next) return
    onChange(next)
    document.getElementById(`tab-${next}`)?.focus()
  }
  return (
    <div
      className={partStyles.tabs}
      role="tablist"
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'ArrowRight') move(1)
        if (event.key === 'ArrowLeft') move(-1)
      }}
    >
      {tabs.map((tab) => (
        <button
          key={tab}
          id={`tab-${tab}`}
          type="button"
          role="tab"
          aria-selected={tab === now}
          aria-controls={`part-${tab}`}
          tabIndex={tab === now ? 0 : -1}
          onClick={() => onChange(tab)}
        >
          {page.tabs[tab]}
          {(counts[tab] ?? 0) > 0 && <span className={partStyles.tabCount}>{counts[tab]}</span>}
        </button>
      ))}
    </div>
  )
}
