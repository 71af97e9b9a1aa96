import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { ask, useCommand, type Input } from '../api.ts'
import { ErrorState } from '../components/error-state.tsx'
import { QueryState } from '../components/query-state.tsx'
import { useFormat, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { Radios, TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { EmptyState } from '../ui/state.tsx'
import { useSettled } from '../ui/use-settled.ts'
import { AreaField, usePlaceName } from './announce-area.tsx'
import { announcementOf, areaOf, blank, type Draft } from './announce-draft.ts'
import { AnnouncePreview } from './announce-preview.tsx'
import { NoticeTabs } from './notice-tabs.tsx'
import { useAnnounceWords, useReach, type Reach } from './use-announce.ts'
import styles from './announce.module.css'
import work from './work.module.css'

export function AnnouncePage() {
  const { house } = useMessages()
  const { announce: t } = useAnnounceWords()
  const reach = useReach()
  return (
    <main id="content" className={`${work.page} ${work.dense}`}>
      <NoticeTabs />
      <PageTitle title={t.title} lead={t.lead} house={house} />
      <QueryState query={reach}>
        {(known) =>
          known.kinds.length === 0 ? <EmptyState title={t.mayNot} text={t.mayNotText} /> : <Write reach={known} />
        }
      </QueryState>
    </main>
  )
}

const startOf = ({ communes, province }: Reach): Draft => {
  const [only] = communes
  return { ...blank, communes: !province && only && communes.length === 1 ? [only.code] : [] }
}

/** How many a draft reaches, asked when the typing has rested; `rested` says that it is about the draft as it stands. */
function useAudience(draft: Draft) {
  const area = useMemo(() => areaOf(draft), [draft])
  const settled = useSettled(area, 300)
  const asked = { kind: draft.kind, area: settled ?? 'province' } satisfies Input<'notices.count-audience'>
  const audience = useQuery({ ...ask('notices.count-audience', asked), enabled: settled !== undefined })
  return { audience, rested: settled === area }
}

/** Written, previewed, confirmed: any change takes the preview away, so that what is confirmed is what was seen. */
function Write({ reach }: { reach: Reach }) {
  const { announce: t } = useAnnounceWords()
  const [draft, setDraft] = useState(() => startOf(reach))
  const [tried, setTried] = useState(false)
  const preview = useCommand('notices.preview')
  const announcement = announcementOf(draft)
  const { audience, rested } = useAudience(draft)
  const set = (change: Partial<Draft>) => {
    preview.reset()
    setTried(false)
    setDraft((known) => ({ ...known, ...change }))
  }
  return (
    <div className={styles.write}>
      <form
        className={work.stack}
        onSubmit={(event) => {
          event.preventDefault()
          setTried(true)
          if (announcement && !preview.isPending) preview.mutate(announcement)
        }}
      >
        <Radios
          frame={{ id: 'kind', label: t.kind }}
          options={reach.kinds.map((kind) => ({ value: kind, label: t.kinds[kind] }))}
          value={draft.kind}
          onChange={(value) => set({ kind: reach.kinds.find((kind) => kind === value) ?? draft.kind })}
        />
        {draft.kind === 'emergency' && (
          <Notice kind="bad" title={t.emergencyMark}>
            {t.emergencyText}
          </Notice>
        )}
        <AreaField reach={reach} draft={draft} set={set} audience={audience} />
        <Words draft={draft} set={set} />
        {tried && !announcement && (
          <Notice kind="bad" announce>
            {t.missing}
          </Notice>
        )}
        {preview.isError && <ErrorState error={preview.error} />}
        <p>
          <Button type="submit" kind={preview.data ? 'secondary' : 'primary'} busy={preview.isPending}>
            {t.preview}
          </Button>
        </p>
      </form>
      {preview.data && announcement && rested && audience.data && (
        <div className={work.stack}>
          <AnnouncePreview shown={preview.data} audience={audience.data} />
          <Send announcement={announcement} people={audience.data.people} onCancel={() => preview.reset()} />
        </div>
      )}
    </div>
  )
}

type WordsProps = { draft: Draft; set: (change: Partial<Draft>) => void }

function Words({ draft, set }: WordsProps) {
  const { announce: t } = useAnnounceWords()
  const { optional } = useMessages()
  const line = (id: 'title' | 'titleEn', hint?: string) => (
    <TextInput
      frame={{ id, label: t.subject, hint, ...(id === 'titleEn' && { optional }) }}
      value={draft[id]}
      onChange={(title) => set({ [id]: title })}
      maxLength={150}
    />
  )
  const body = (id: 'text' | 'textEn', hint?: string) => (
    <TextInput
      frame={{ id, label: t.text, hint, ...(id === 'textEn' && { optional }) }}
      value={draft[id]}
      onChange={(text) => set({ [id]: text })}
      lines={5}
      maxLength={1_000}
    />
  )
  return (
    <>
      {line('title', t.subjectHint)}
      {body('text', t.textHint)}
      <details className={styles.english}>
        <summary>{t.english}</summary>
        <p className={styles.hint}>{t.englishHint}</p>
        <div className={work.stack} lang="en">
          {line('titleEn')}
          {body('textEn')}
        </div>
      </details>
      <TextInput
        frame={{ id: 'link', label: t.link, hint: t.linkHint, optional }}
        value={draft.link}
        onChange={(link) => set({ link })}
        width="medium"
        maxLength={300}
      />
    </>
  )
}

type SendProps = { announcement: Input<'notices.broadcast'>; people: number; onCancel: () => void }

function Send({ announcement, people, onCancel }: SendProps) {
  const { announce: t } = useAnnounceWords()
  const format = useFormat()
  const navigate = useNavigate()
  const place = usePlaceName(announcement.area)
  const send = useCommand('notices.broadcast', ['notices.broadcasts', 'notices.count-unread'])
  const emergency = announcement.kind === 'emergency'
  return (
    <Confirm
      title={emergency ? t.confirmEmergency : t.confirmTitle}
      confirm={t.confirm(format.number(people))}
      cancel={t.back}
      danger={emergency}
      busy={send.isPending}
      onCancel={onCancel}
      onConfirm={() =>
        send.mutate(announcement, {
          onSuccess: ({ id }) => void navigate({ to: paths.workAnnounced, search: { id } }),
        })
      }
    >
      <p>{t.confirmText(format.number(people), place)}</p>
      {emergency && (
        <p>
          <strong>{t.confirmNow}</strong>
        </p>
      )}
      {send.isError && <ErrorState error={send.error} />}
    </Confirm>
  )
}
