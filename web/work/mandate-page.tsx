import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, useCommand, type Input, type Output } from '../api.ts'
import { FileDrop, type FileRef } from '../components/file-drop.tsx'
import { QueryState } from '../components/query-state.tsx'
import { useMandates } from '../messages/use-mandates.ts'
import { say, useLocale, useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { Choice, DateInput, TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { EmptyState } from '../ui/state.tsx'
import { inputOf, nothing, RepresentedFields, type MandateDraft } from './mandate-sides.tsx'
import { useOfficial } from './session.ts'
import { CounterLinks } from './counter-links.tsx'
import styles from './account.module.css'
import frame from './work.module.css'

export type Kind = Output<'people.list-mandates'>['kinds'][number]

/** `/lam-viec/lam-thay`: both sides stand at the counter, with the paper. */
export function MandatePage() {
  const { counter: words } = useMandates()
  const { house } = useMessages()
  const { posts } = useOfficial()
  const found = useQuery(ask('people.list-mandates', {}))
  return (
    <main id="content" className={frame.page}>
      <PageTitle title={words.title} lead={words.lead} above={<CounterLinks />} house={house} />
      <QueryState query={found}>
        {({ kinds }) => {
          const mine = kinds.filter(({ recordedBy }) => posts.some(({ role }) => recordedBy.includes(role)))
          return mine.length === 0 ? <EmptyState title={words.none} /> : <Recording kinds={mine} />
        }}
      </QueryState>
    </main>
  )
}

function Recording({ kinds }: { kinds: readonly Kind[] }) {
  const { counter: words } = useMandates()
  const { cancel } = useMessages()
  const record = useCommand('people.record-mandate')
  const [draft, setDraft] = useState<MandateDraft>({ ...nothing, kind: kinds[0]?.id ?? '' })
  const [asked, setAsked] = useState(false)
  const kind = kinds.find(({ id }) => id === draft.kind)
  const set = (part: Partial<MandateDraft>) => setDraft({ ...draft, ...part })
  if (record.isSuccess)
    return (
      <Notice kind="good" announce title={words.done}>
        <p>{words.doneText}</p>
        <Button
          small
          onClick={() => {
            record.reset()
            setDraft({ ...nothing, kind: draft.kind })
            setAsked(false)
          }}
        >
          {words.another}
        </Button>
      </Notice>
    )
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        setAsked(true)
      }}
    >
      <KindField kinds={kinds} draft={draft} set={set} />
      {kind && <RepresentedFields kind={kind} draft={draft} set={set} />}
      <Representative draft={draft} set={set} />
      {kind && <Evidence kind={kind} draft={draft} set={set} />}
      {record.error && (
        <Notice kind="bad" announce>
          <p>{record.error.message}</p>
        </Notice>
      )}
      {asked && kind ? (
        <Confirm
          title={words.confirmTitle}
          confirm={words.confirm}
          cancel={cancel}
          busy={record.isPending}
          onConfirm={() => record.mutate(inputOf(draft, kind), { onError: () => setAsked(false) })}
          onCancel={() => setAsked(false)}
        >
          <p>{words.confirmText(draft.representative, draft.name || draft.personalId)}</p>
        </Confirm>
      ) : (
        <Button type="submit">{words.check}</Button>
      )}
    </form>
  )
}

export type Setting = { draft: MandateDraft; set: (part: Partial<MandateDraft>) => void }

function KindField({ kinds, draft, set }: Setting & { kinds: readonly Kind[] }) {
  const { counter: words } = useMandates()
  const locale = useLocale()
  const kind = kinds.find(({ id }) => id === draft.kind)
  return (
    <Choice
      frame={{ id: 'kind', label: words.kind, hint: kind && `${say(kind.says, locale)} ${kind.basis}` }}
      options={kinds.map(({ id, name }) => ({ value: id, label: say(name, locale) }))}
      value={draft.kind}
      onChange={(id) => set({ kind: id ?? '' })}
      choose={words.kind}
    />
  )
}

function Representative({ draft, set }: Setting) {
  const { counter: words } = useMandates()
  return (
    <TextInput
      frame={{ id: 'representative', label: words.representative, hint: words.representativeHint }}
      value={draft.representative}
      onChange={(representative) => set({ representative })}
    />
  )
}

function Evidence({ kind, draft, set }: Setting & { kind: Kind }) {
  const { counter: words } = useMandates()
  const { optional } = useMessages()
  const locale = useLocale()
  const usual = kind.papers.map((paper) => say(paper, locale)).join('; ')
  const files: readonly FileRef[] = draft.evidence ? [draft.evidence] : []
  return (
    <>
      <TextInput
        frame={{ id: 'paper', label: words.paper, hint: usual ? `${words.suggestions}: ${usual}.` : words.paperHint }}
        value={draft.paper}
        onChange={(paper) => set({ paper })}
      />
      <FileDrop
        frame={{ id: 'evidence', label: words.evidence, optional }}
        accept={['pdf', 'jpg', 'png']}
        files={files}
        maxFiles={1}
        onChange={(chosen) => set({ evidence: chosen[0] })}
      />
      <DateInput
        frame={{ id: 'until', label: words.until, optional }}
        value={draft.until}
        onChange={(until) => set({ until })}
      />
      <TextInput
        frame={{ id: 'reason', label: words.reason, hint: words.reasonHint }}
        value={draft.reason}
        onChange={(reason) => set({ reason })}
      />
    </>
  )
}

export type RecordInput = Input<'people.record-mandate'>
