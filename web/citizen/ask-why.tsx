import { useState } from 'react'
import { useCommand } from '../api.ts'
import { say, useLocale, useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import { useLooks, type Look } from './use-looks.ts'

/** A question to the head of the unit, about one look at a record of mine. */
export function AskWhy({ look }: { look: Look }) {
  const words = useLooks()
  const { cancel, province } = useMessages()
  const locale = useLocale()
  const [asking, setAsking] = useState(false)
  const [text, setText] = useState('')
  const ask = useCommand('reports.question-access')
  if (ask.data)
    return (
      <Notice kind="good" announce>
        {words.sent(ask.data.code)}
      </Notice>
    )
  if (!asking)
    return (
      <div>
        <Button kind="plain" small onClick={() => setAsking(true)}>
          {words.ask}
        </Button>
      </div>
    )
  return (
    <Confirm
      title={words.askTitle}
      confirm={words.send}
      cancel={cancel}
      busy={ask.isPending}
      onCancel={() => setAsking(false)}
      onConfirm={() => ask.mutate({ access: look.id, text: text.trim() })}
    >
      <p>{words.askText(look.unit ? say(look.unit.name, locale) : province)}</p>
      {ask.isError && (
        <Notice kind="bad" announce>
          {ask.error.message}
        </Notice>
      )}
      <TextInput
        frame={{ id: `question-${look.id}`, label: words.askLabel, hint: words.askHint }}
        value={text}
        onChange={setText}
        lines={3}
        maxLength={2000}
      />
    </Confirm>
  )
}
