import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { ask, newKey, request, type Input, type Output } from '../api.ts'
import { useMe } from '../components/use-me.ts'
import { useOnline } from '../components/use-online.ts'
import type { Place } from '../maps/place-map.tsx'
import { useReports } from '../messages/use-reports.ts'
import { useMessages } from '../messages/use-messages.ts'
import { enqueue, type EntryFile } from '../outbox.ts'
import { paths } from '../paths.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { Radios, TextInput, Tick } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { useSettled } from '../ui/use-settled.ts'
import { CategoryField } from './report-category.tsx'
import { ReportDetails, type DetailAnswers } from './report-details.tsx'
import { Nearby } from './report-nearby.tsx'
import { PhotoField, type Photo } from './report-photos.tsx'
import { PlaceField } from './report-place.tsx'
import { RecordingField } from './report-recording.tsx'
import { Sent } from './report-sent.tsx'
import { keepSent } from './sent-reports.ts'
import pageStyles from './page.module.css'

type SentView = Output<'reports.submit'>

export type Draft = {
  text: string
  photos: readonly Photo[]
  recording: Photo | undefined
  place: Place | undefined
  commune: string | undefined
  address: string
  category: string | undefined
  details: DetailAnswers
  urgent: boolean
  anonymous: boolean
  showName: boolean
}

const fresh: Draft = {
  text: '',
  photos: [],
  recording: undefined,
  place: undefined,
  commune: undefined,
  address: '',
  category: undefined,
  details: {},
  urgent: false,
  anonymous: false,
  showName: false,
}

const shortest = 10

/** One page, in the order in which a person tells it: what, a picture, where, to whom. */
export function ReportSendPage() {
  const t = useReports()
  const { house } = useMessages()
  const { category } = useSearch({ strict: false })
  const [draft, setDraft] = useState<Draft>({ ...fresh, category })
  const [sent, setSent] = useState<SentView | 'kept'>()
  if (sent)
    return (
      <div className={pageStyles.narrow}>
        <Sent
          sent={sent}
          onAnother={() => {
            setDraft(fresh)
            setSent(undefined)
          }}
        />
      </div>
    )
  return (
    <div className={pageStyles.narrow}>
      <PageTitle title={t.form.title} lead={t.form.lead} house={house} />
      <SendForm draft={draft} onChange={(change) => setDraft((known) => ({ ...known, ...change }))} onSent={setSent} />
    </div>
  )
}

type SendFormProps = {
  draft: Draft
  onChange: (change: Partial<Draft>) => void
  onSent: (sent: SentView | 'kept') => void
}

type Problems = Partial<Record<'text' | 'place' | 'category', string>>

function SendForm({ draft, onChange, onSent }: SendFormProps) {
  const t = useReports()
  const me = useMe()
  const signedIn = me.data?.signedIn === true
  const categories = useQuery({ ...ask('reports.categories', {}), staleTime: 60 * 60_000 })
  const category = categories.data?.items.find(({ id }) => id === draft.category)
  const [problems, setProblems] = useState<Problems>({})
  const proposal = useProposal(draft)
  const send = useSend(signedIn, onSent)
  const mayBeNameless = category?.anonymous ?? true
  const submit = () => {
    const found: Problems = {
      ...(draft.text.trim().length < shortest && { text: t.form.textShort }),
      ...(!draft.place && !draft.commune && { place: t.form.placeNeeded }),
      ...(!draft.category && { category: t.form.categoryNeeded }),
    }
    setProblems(found)
    const [first] = Object.keys(found)
    if (first) document.getElementById(first)?.focus()
    else send.mutate(draft)
  }
  return (
    <form
      className={pageStyles.stack}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!send.isPending) submit()
      }}
    >
      <TextInput
        frame={{ id: 'text', label: t.form.text, hint: t.form.textHint, error: problems.text }}
        value={draft.text}
        onChange={(text) => onChange({ text })}
        lines={4}
        maxLength={4000}
      />
      <PhotoField
        photos={draft.photos}
        onChange={(photos) => onChange({ photos })}
        onPlace={(place) => onChange({ place })}
      />
      <RecordingField recording={draft.recording} onChange={(recording) => onChange({ recording })} />
      <PlaceField
        draft={draft}
        onChange={onChange}
        commune={proposal?.commune}
        outside={proposal?.outside ?? false}
        error={problems.place}
      />
      <CategoryField
        categories={categories.data}
        proposed={proposal?.items ?? []}
        value={draft.category}
        onChange={(next) => onChange({ category: next, details: {} })}
        error={problems.category}
      />
      {category && (
        <ReportDetails form={category.form} answers={draft.details} onChange={(details) => onChange({ details })} />
      )}
      {draft.place && draft.category && (
        <Nearby place={draft.place} category={draft.category} text={draft.text} signedIn={signedIn} />
      )}
      <Tick
        frame={{ id: 'urgent', label: t.form.urgentTick }}
        value={draft.urgent}
        onChange={(urgent) => onChange({ urgent })}
      />
      <Who draft={draft} onChange={onChange} signedIn={signedIn} mayBeNameless={mayBeNameless} />
      {send.isError && (
        <Notice kind="bad" announce>
          {send.error.message}
        </Notice>
      )}
      <div className={pageStyles.actions}>
        <Button type="submit" busy={send.isPending}>
          {t.form.button}
        </Button>
      </div>
    </form>
  )
}

type WhoProps = Pick<SendFormProps, 'draft' | 'onChange'> & { signedIn: boolean; mayBeNameless: boolean }

function Who({ draft, onChange, signedIn, mayBeNameless }: WhoProps) {
  const t = useReports()
  const { signIn } = useMessages()
  if (!signedIn && !mayBeNameless)
    return (
      <Notice kind="watch" title={t.form.signInFirst}>
        <Link className={buttonClass({ small: true })} to={paths.signIn} search={{ next: paths.reportSend }}>
          {signIn}
        </Link>
      </Notice>
    )
  if (!signedIn) return <Notice title={t.form.anonymous}>{t.form.anonymousHint}</Notice>
  return (
    <>
      {mayBeNameless && (
        <Radios
          frame={{ id: 'who', label: t.form.who, hint: draft.anonymous ? t.form.anonymousHint : t.form.namedHint }}
          options={[
            { value: 'named', label: t.form.named },
            { value: 'anonymous', label: t.form.anonymous },
          ]}
          value={draft.anonymous ? 'anonymous' : 'named'}
          onChange={(value) => onChange({ anonymous: value === 'anonymous' })}
        />
      )}
      {!(mayBeNameless && draft.anonymous) && (
        <Tick
          frame={{ id: 'show-name', label: t.form.showName }}
          value={draft.showName}
          onChange={(showName) => onChange({ showName })}
        />
      )}
    </>
  )
}

/** What the text may be about, and whose commune the pin is in; asked when the person has paused. */
function useProposal({ text, place }: Draft): Output<'reports.propose'> | undefined {
  const settled = useSettled(text.trim(), 600)
  const asked = { text: settled, ...(place && { place: [place[0], place[1]] satisfies [number, number] }) }
  const found = useQuery({
    queryKey: ['reports.propose', asked],
    queryFn: () => post('reports.propose', asked),
    enabled: settled.length >= shortest || place !== undefined,
    placeholderData: (before) => before,
    staleTime: 60_000,
  })
  return found.data
}

// The server has checked the answer against the operation's schema.
function post<Name extends 'reports.propose' | 'reports.submit'>(
  name: Name,
  input: Input<Name>,
  send?: { key: string; nobody: boolean },
): Promise<Output<Name>>
function post(name: string, input: object, send?: { key: string; nobody: boolean }): Promise<unknown> {
  const headers = new Headers({ 'content-type': 'application/json' })
  if (send) headers.set('idempotency-key', send.key)
  return request(`/api/${name}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(input),
    // An anonymous report goes without the session: the server then cannot know whose it is.
    credentials: send?.nobody ? 'omit' : 'same-origin',
  })
}

function inputOf(draft: Draft, nobody: boolean): Input<'reports.submit'> {
  const { place, commune, category = '', details, urgent, showName } = draft
  const address = draft.address.trim()
  return {
    category,
    text: draft.text.trim(),
    ...(place ? { place: [place[0], place[1]] } : commune ? { commune } : {}),
    ...(address && { address }),
    details,
    photos: draft.photos.flatMap(({ id }) => id ?? []),
    recordings: draft.recording?.id === undefined ? [] : [draft.recording.id],
    urgent,
    anonymous: nobody,
    showName: !nobody && showName,
  }
}

function unsentOf({ photos, recording }: Draft): EntryFile[] {
  const waits = ({ id }: Photo) => id === undefined
  return [
    ...photos.filter(waits).map(({ file }) => ({ at: 'photos', file, by: 'photo' as const })),
    ...(recording && waits(recording) ? [{ at: 'recordings', file: recording.file, by: 'recording' as const }] : []),
  ]
}

/** Sent at once, or, without a connection, kept on the device with its photos until there is one. */
function useSend(signedIn: boolean, onSent: SendFormProps['onSent']) {
  const t = useReports()
  const online = useOnline()
  const [key] = useState(newKey)
  return useMutation({
    mutationFn: async (draft: Draft): Promise<SentView | 'kept'> => {
      const nobody = !signedIn || draft.anonymous
      const input = inputOf(draft, nobody)
      const files = unsentOf(draft)
      if (!online || files.length > 0) {
        await enqueue({
          operation: 'reports.submit',
          input,
          files,
          title: `${t.form.title}: ${input.text.slice(0, 60)}`,
          nobody,
        })
        return 'kept'
      }
      const sent = await post('reports.submit', input, { key, nobody })
      if (sent.secret) keepSent({ code: sent.code, secret: sent.secret, title: input.text.slice(0, 80) })
      return sent
    },
    onSuccess: onSent,
  })
}
