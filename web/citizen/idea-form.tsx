import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, useCommand } from '../api.ts'
import { say, useLocale, useMessages } from '../messages/use-messages.ts'
import { useReports } from '../messages/use-reports.ts'
import { useVoices } from '../messages/use-voices.ts'
import { Button } from '../ui/button.tsx'
import { TextInput, Tick } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import { Picker } from '../ui/picker.tsx'
import pageStyles from './page.module.css'

export function IdeaForm({ onDone }: { onDone: () => void }) {
  const { ideas: t } = useVoices()
  const { form } = useReports()
  const { cancel, close } = useMessages()
  const locale = useLocale()
  const [title, setTitle] = useState('')
  const [text, setText] = useState('')
  const [unit, setUnit] = useState<string>()
  const [showName, setShowName] = useState(false)
  const units = useQuery({ ...ask('units.list', {}), staleTime: 60 * 60_000 })
  const send = useCommand('reports.submit-idea', ['reports.list-ideas'])
  const options = (units.data?.items ?? [])
    .filter(({ kind }) => kind !== 'centre' && kind !== 'office')
    .map((one) => ({ value: one.code, label: say(one.name, locale) }))
  if (send.isSuccess)
    return (
      <Notice kind="good" announce>
        <p>{t.sent}</p>
        <Button kind="plain" small onClick={onDone}>
          {close}
        </Button>
      </Notice>
    )
  return (
    <form
      className={pageStyles.stack}
      onSubmit={(event) => {
        event.preventDefault()
        if (!send.isPending) send.mutate({ title: title.trim(), text: text.trim(), ...(unit && { unit }), showName })
      }}
    >
      <TextInput
        frame={{ id: 'idea-title', label: t.heading, hint: t.headingHint }}
        value={title}
        onChange={setTitle}
        maxLength={160}
      />
      <TextInput
        frame={{ id: 'idea-text', label: t.text }}
        value={text}
        onChange={setText}
        lines={5}
        maxLength={4000}
      />
      <Picker
        frame={{ id: 'idea-unit', label: t.to, hint: t.toProvince }}
        options={options}
        value={unit}
        onChange={setUnit}
        nothing={form.communeNothing}
      />
      <Tick frame={{ id: 'idea-name', label: t.showName }} value={showName} onChange={setShowName} />
      {send.isError && (
        <Notice kind="bad" announce>
          {send.error.message}
        </Notice>
      )}
      <div className={pageStyles.actions}>
        <Button type="submit" busy={send.isPending}>
          {t.send}
        </Button>
        <Button kind="plain" onClick={onDone}>
          {cancel}
        </Button>
      </div>
    </form>
  )
}
