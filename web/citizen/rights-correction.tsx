import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useCommand } from '../api.ts'
import { say, useLocale } from '../messages/use-messages.ts'
import { useMyData } from '../messages/use-rights.ts'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { Choice, TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import type { MyData } from './rights-page.tsx'
import styles from './rights.module.css'
import page from './page.module.css'

type Records = MyData['records']

/** A request to the unit that answers for a record. */
export function CorrectionSection({ records }: { records: Records }) {
  const { correct: words } = useMyData()
  const locale = useLocale()
  const [writing, setWriting] = useState(false)
  const send = useCommand('reports.ask-correction')
  return (
    <section className={page.section} aria-labelledby="correct">
      <h2 id="correct">{words.title}</h2>
      <p className={styles.lead}>{words.lead}</p>
      {send.data ? (
        <Notice kind="good" announce>
          <p>{words.sent(send.data.code, say(send.data.unit.name, locale))}</p>
          <p>
            <Link to={paths.myReports}>{words.follow}</Link>
          </p>
        </Notice>
      ) : writing ? (
        <CorrectionForm records={records} send={send} />
      ) : (
        <Button kind="secondary" onClick={() => setWriting(true)}>
          {words.begin}
        </Button>
      )}
    </section>
  )
}

type FormProps = { records: Records; send: ReturnType<typeof useCommand<'reports.ask-correction'>> }

function CorrectionForm({ records, send }: FormProps) {
  const { correct: words } = useMyData()
  const locale = useLocale()
  const [about, setAbout] = useState<string>()
  const [wrong, setWrong] = useState('')
  const [shouldBe, setShouldBe] = useState('')
  const [isMissing, setMissing] = useState(false)
  const submit = () => {
    if (about === undefined || wrong.trim() === '' || shouldBe.trim() === '') return setMissing(true)
    setMissing(false)
    send.mutate({ about, wrong: wrong.trim(), shouldBe: shouldBe.trim() })
  }
  return (
    <div className={styles.form}>
      <Choice
        list
        frame={{ id: 'correct-about', label: words.about }}
        choose={words.choose}
        options={records.map(({ subject, title }) => ({ value: subject, label: labelOf(subject, say(title, locale)) }))}
        value={about}
        onChange={setAbout}
      />
      <TextInput
        frame={{ id: 'correct-wrong', label: words.wrong, hint: words.wrongHint }}
        value={wrong}
        onChange={setWrong}
        lines={2}
        maxLength={1000}
      />
      <TextInput
        frame={{ id: 'correct-should-be', label: words.shouldBe, hint: words.shouldBeHint }}
        value={shouldBe}
        onChange={setShouldBe}
        lines={2}
        maxLength={1000}
      />
      {(isMissing || send.isError) && (
        <Notice kind="bad" announce>
          {isMissing ? words.missing : send.error?.message}
        </Notice>
      )}
      <Button busy={send.isPending} onClick={submit}>
        {words.send}
      </Button>
    </div>
  )
}

/** Two cases of one procedure are told apart by their codes. */
function labelOf(subject: string, title: string): string {
  return subject.startsWith('case/') ? `${title} · ${subject.slice('case/'.length)}` : title
}
