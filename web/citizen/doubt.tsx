import type { Field } from '#core/forms/model'
import { useEffect, useRef, useState } from 'react'
import { useCommand, type Output } from '../api.ts'
import { inputId } from '../components/form/answers.ts'
import { useCommunes } from '../components/form/unit-input.tsx'
import type { FormState, Sources } from '../components/form/use-form.ts'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import { Picker } from '../ui/picker.tsx'
import { useDoubtWords } from './use-doubt.ts'
import pageStyles from './page.module.css'
import styles from './doubt.module.css'

type Sent = Output<'profiles.contest'>

type DoubtProps = { field: Field; path: string; form: FormState; unit: string | undefined }

/** Beside a value that was filled in: where it comes from, and a way to say that it is wrong (peers' SVC-08). */
export function Doubt({ field, path, form, unit }: DoubtProps) {
  const words = useDoubtWords()
  const locale = useLocale()
  const [asking, setAsking] = useState(false)
  const [sent, setSent] = useState<Sent>()
  const format = useFormat()
  const source = form.sourceAt(path)
  if (source?.from === undefined) return null
  if (sent)
    return (
      <Notice kind="good" announce>
        {words.sent(say(sent.unit.name, locale), format.dateTime(sent.dueAt))}
      </Notice>
    )
  if (source.contested) return <p className={styles.open}>{words.open}</p>
  if (!form.isFilled(path)) return null
  const label = say(field.label, locale)
  return (
    <div className={styles.doubt}>
      {asking ? (
        <Contest
          {...{ label, source, unit }}
          contested={source.from}
          id={inputId(path)}
          locked={field.locked}
          onClose={() => setAsking(false)}
          onSent={setSent}
        />
      ) : (
        <Button kind="plain" small onClick={() => setAsking(true)}>
          {words.ask} <span className="visually-hidden">{label}</span>
        </Button>
      )}
    </div>
  )
}

type ContestProps = {
  label: string
  source: Sources[string]
  contested: string
  id: string
  locked: boolean
  unit: string | undefined
  onClose: () => void
  onSent: (sent: Sent) => void
}

/** No form of its own: it stands inside the one that is being filled in. */
function Contest({ label, source, contested, id, locked, unit, onClose, onSent }: ContestProps) {
  const { cancel, optional, form: formWords } = useMessages()
  const words = useDoubtWords()
  const communes = useCommunes()
  const [shouldBe, setShouldBe] = useState('')
  const [note, setNote] = useState('')
  const [place, setPlace] = useState(unit)
  const contest = useCommand('profiles.contest', ['procedures.prefill'])
  const panel = useRef<HTMLElement>(null)
  useEffect(() => panel.current?.focus(), [])
  const ready = shouldBe.trim() !== '' && (source.holder !== undefined || place !== undefined)
  const send = () =>
    contest.mutate(
      {
        source: contested,
        shouldBe: shouldBe.trim(),
        ...(note.trim() && { note: note.trim() }),
        ...(place && { unit: place }),
      },
      { onSuccess: onSent },
    )
  return (
    <section
      ref={panel}
      tabIndex={-1}
      className={styles.panel}
      aria-labelledby={`${id}-doubt`}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
        // Enter in a line would file the form around it.
        if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault()
      }}
    >
      <h3 id={`${id}-doubt`}>{words.title(label)}</h3>
      <Origin source={source} />
      <p>{locked ? words.locked : words.here}</p>
      {contest.isError && (
        <Notice kind="bad" announce>
          {contest.error.message}
        </Notice>
      )}
      <TextInput
        frame={{ id: `${id}-should-be`, label: words.shouldBe }}
        value={shouldBe}
        onChange={setShouldBe}
        maxLength={500}
      />
      <TextInput
        frame={{ id: `${id}-note`, label: words.note, hint: words.noteHint, optional }}
        value={note}
        onChange={setNote}
        maxLength={1000}
      />
      {!source.holder && (
        <Picker
          frame={{ id: `${id}-place`, label: words.unit }}
          options={communes}
          value={place}
          onChange={setPlace}
          nothing={formWords.noUnit}
          placeholder={formWords.typeUnit}
        />
      )}
      <div className={pageStyles.actions}>
        <Button kind="secondary" onClick={send} busy={contest.isPending} disabled={!ready}>
          {words.send}
        </Button>
        <Button kind="plain" onClick={onClose}>
          {cancel}
        </Button>
      </div>
    </section>
  )
}

function Origin({ source }: { source: Sources[string] }) {
  const words = useDoubtWords()
  const locale = useLocale()
  const format = useFormat()
  const name = say(source.name, locale)
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{words.from}</dt>
        <dd>{source.on ? words.fromOn(name, format.date(source.on)) : name}</dd>
      </div>
      {source.holder && (
        <div>
          <dt>{words.keeper}</dt>
          <dd>{say(source.holder.name, locale)}</dd>
        </div>
      )}
    </dl>
  )
}
