import { useState } from 'react'
import { useCommand, type Output } from '../api.ts'
import { useFormat, useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { Choice, TextInput } from '../ui/inputs.tsx'
import { Qr } from '../ui/qr.tsx'
import { usePaperWords } from './paper-words.ts'
import { SheetForm } from './sheet-form.tsx'
import { recipientOf, ShareRecipient, type Recipient } from './share-recipient.tsx'
import pageStyles from './page.module.css'
import styles from './papers.module.css'

const spans = [15, 60, 1_440, 10_080, 43_200]
const shown = ['facts', 'content', 'file'] as const
type Shown = (typeof shown)[number]

/** To whom, what for, what they see and for how long; then the code, once. */
export function ShareForm({
  paper,
  onClose,
}: {
  paper: { id: string; document?: string | undefined }
  onClose: () => void
}) {
  const words = usePaperWords()
  const [to, setTo] = useState<Recipient>({ unitOnly: false, whom: '' })
  const [purpose, setPurpose] = useState('')
  // What a person brought themselves says nothing that could be shown without its file.
  const offered = paper.document ? shown : shown.filter((one) => one !== 'content')
  const [shows, setShows] = useState<Shown>(paper.document ? 'content' : 'file')
  const [minutes, setMinutes] = useState(60)
  const [tried, setTried] = useState(false)
  const make = useCommand('profiles.share-paper', ['profiles.get-paper', 'profiles.list-shares'])
  if (make.data) return <Code share={make.data} onClose={onClose} />
  const labels = { facts: words.showsFacts, content: words.showsContent, file: words.showsFile }
  const recipient = recipientOf(to)
  const ready = recipient !== undefined && purpose.trim() !== ''
  const send = () => {
    setTried(true)
    if (ready) make.mutate({ paper: paper.id, ...recipient, purpose: purpose.trim(), shows, minutes })
  }
  return (
    <SheetForm
      title={words.share}
      problems={[make.error?.message, tried && !ready && words.shareNeeds]}
      submit={words.makeShare}
      busy={make.isPending}
      onSubmit={send}
      onClose={onClose}
    >
      <p>{words.shareLead}</p>
      <ShareRecipient to={to} onChange={setTo} />
      <TextInput
        frame={{ id: 'purpose', label: words.purpose, hint: words.purposeHint }}
        value={purpose}
        onChange={setPurpose}
        maxLength={300}
      />
      <Choice
        frame={{ id: 'shows', label: words.shows }}
        options={offered.map((value) => ({ value, label: labels[value] }))}
        value={shows}
        onChange={(value) => setShows(shown.find((one) => one === value) ?? shows)}
        choose=""
      />
      <Choice
        frame={{ id: 'minutes', label: words.until }}
        options={spans.map((value) => ({ value: String(value), label: words.minutes(value) }))}
        value={String(minutes)}
        onChange={(value) => setMinutes(Number(value ?? minutes))}
        choose=""
      />
    </SheetForm>
  )
}

function Code({ share, onClose }: { share: Output<'profiles.share-paper'>; onClose: () => void }) {
  const { close } = useMessages()
  const words = usePaperWords()
  const format = useFormat()
  const [copied, setCopied] = useState(false)
  return (
    <div className={styles.code} role="status">
      <strong>{words.shareReady}</strong>
      <Qr text={share.url} label={words.shareReady} size={240} />
      <p>{words.shareUntil(format.dateTime(share.until))}</p>
      <p className={styles.line}>{words.shareOnce}</p>
      <div className={pageStyles.actions}>
        <Button
          kind="secondary"
          onClick={() => void navigator.clipboard?.writeText(share.url).then(() => setCopied(true))}
        >
          {copied ? words.copied : words.copyLink}
        </Button>
        <Button kind="plain" onClick={onClose}>
          {close}
        </Button>
      </div>
    </div>
  )
}
