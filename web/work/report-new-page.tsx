import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ask, useCommand } from '../api.ts'
import { useShapes } from '../components/use-shapes.ts'
import { PlaceMap, type Place } from '../maps/place-map.tsx'
import { useReports } from '../messages/use-reports.ts'
import { say, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { Choice, Radios, TextInput, Tick } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { Picker } from '../ui/picker.tsx'
import { useDeskWords } from './use-desk-words.ts'
import styles from './work.module.css'
import deskStyles from './report-desk.module.css'

type Draft = {
  channel: 'hotline' | 'counter'
  text: string
  category: string | undefined
  place: Place | undefined
  commune: string | undefined
  address: string
  name: string
  phone: string
  urgent: boolean
}
const fresh: Draft = {
  channel: 'hotline',
  text: '',
  category: undefined,
  place: undefined,
  commune: undefined,
  address: '',
  name: '',
  phone: '',
  urgent: false,
}

/** For whoever answers the telephone or sits at a counter: one page, filled while the person speaks. */
export function ReportNewPage() {
  const t = useReports()
  const w = useDeskWords()
  const { house, optional } = useMessages()
  const locale = useLocale()
  const ground = useShapes()
  const [draft, setDraft] = useState(fresh)
  const set = (change: Partial<Draft>) => setDraft((known) => ({ ...known, ...change }))
  const categories = useQuery({ ...ask('reports.categories', {}), staleTime: 60 * 60_000 })
  const units = useQuery({ ...ask('units.list', { kind: 'commune' }), staleTime: 60 * 60_000 })
  const save = useCommand('reports.register', ['reports.desk', 'reports.counts'])
  const submit = () => {
    const { place, commune, category = '', channel, urgent } = draft
    const [text, address, name, phone] = [draft.text, draft.address, draft.name, draft.phone].map((one) => one.trim())
    save.mutate(
      {
        category,
        text: text ?? '',
        channel,
        urgent,
        ...(place ? { place: [place[0], place[1]] } : commune ? { commune } : {}),
        ...(address && { address }),
        ...(name && { sender: { name, ...(phone && { phone }) } }),
      },
      { onSuccess: () => setDraft(fresh) },
    )
  }
  return (
    <main id="content" className={`${styles.page} ${styles.dense}`}>
      <PageTitle title={w.newTitle} lead={w.newLead} house={house} />
      {save.data && (
        <Notice kind="good" title={w.saved(save.data.code)} announce>
          {save.data.secret && <p>{w.readSecret(save.data.secret)}</p>}
          <Link
            className={buttonClass({ kind: 'secondary', small: true })}
            to={paths.workReports}
            search={{ case: save.data.code }}
          >
            {save.data.code}
          </Link>
        </Notice>
      )}
      <form
        className={`${styles.stack} ${styles.narrow}`}
        onSubmit={(event) => {
          event.preventDefault()
          if (!save.isPending) submit()
        }}
      >
        <Radios
          frame={{ id: 'channel', label: w.channel }}
          options={(['hotline', 'counter'] as const).map((value) => ({ value, label: w.channels[value] }))}
          value={draft.channel}
          onChange={(value) => set({ channel: value === 'counter' ? 'counter' : 'hotline' })}
        />
        <TextInput
          frame={{ id: 'text', label: t.form.text }}
          value={draft.text}
          onChange={(text) => set({ text })}
          lines={4}
          maxLength={4000}
        />
        <Choice
          frame={{ id: 'category', label: t.form.category }}
          options={(categories.data?.items ?? []).map((item) => ({ value: item.id, label: say(item.name, locale) }))}
          value={draft.category}
          onChange={(category) => set({ category })}
          choose={t.form.choose}
          list
        />
        <div className={deskStyles.map}>
          {ground && (
            <PlaceMap {...ground} label={t.form.placeHint} pin={draft.place} onPick={(place) => set({ place })} />
          )}
        </div>
        {!draft.place && (
          <Picker
            frame={{ id: 'commune', label: t.form.noPin }}
            options={(units.data?.items ?? []).map((unit) => ({ value: unit.code, label: say(unit.name, locale) }))}
            value={draft.commune}
            onChange={(commune) => set({ commune })}
            nothing={t.form.communeNothing}
          />
        )}
        <TextInput
          frame={{ id: 'address', label: t.form.address, optional }}
          value={draft.address}
          onChange={(address) => set({ address })}
        />
        <Caller draft={draft} set={set} />
        <Tick
          frame={{ id: 'urgent', label: t.form.urgentTick }}
          value={draft.urgent}
          onChange={(urgent) => set({ urgent })}
        />
        {save.isError && (
          <Notice kind="bad" announce>
            {save.error.message}
          </Notice>
        )}
        <p>
          <Button type="submit" busy={save.isPending}>
            {w.save}
          </Button>
        </p>
      </form>
    </main>
  )
}

function Caller({ draft, set }: { draft: Draft; set: (change: Partial<Draft>) => void }) {
  const w = useDeskWords()
  const { optional } = useMessages()
  return (
    <>
      <TextInput
        frame={{ id: 'name', label: w.callerName, optional }}
        value={draft.name}
        onChange={(name) => set({ name })}
        width="medium"
        autoComplete="off"
      />
      <TextInput
        frame={{ id: 'phone', label: w.callerPhone, optional }}
        value={draft.phone}
        onChange={(phone) => set({ phone })}
        width="short"
        type="tel"
        autoComplete="off"
      />
    </>
  )
}
