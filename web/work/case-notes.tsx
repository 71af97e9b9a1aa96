import { useEffect, useRef, useState } from 'react'
import { useFormat } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { isAct, nothing, type CaseView } from './acts.ts'
import type { Acts } from './use-acts.ts'
import { useWork } from './use-work.ts'
import styles from './case-parts.module.css'

/** What colleagues wrote: notes, and the words that went with their acts. Only officials see them. */
export function CaseNotes({ found, work, open }: { found: CaseView; work: Acts; open: boolean }) {
  const { page, acts } = useWork()
  const format = useFormat()
  return (
    <div className={styles.stack}>
      <NewNote work={work} open={open} />
      {found.notes.length === 0 && <p className={styles.quiet}>{page.noteNone}</p>}
      <ul className={styles.entries}>
        {found.notes.toReversed().map((note) => (
          <li key={note.no}>
            <div className={styles.entryHead}>
              <strong>{note.by.name}</strong>
              <small>{isAct(note.act) ? acts[note.act] : acts['add-note']}</small>
              <small>{format.dateTime(note.at)}</small>
            </div>
            <p className={styles.words}>{note.text}</p>
          </li>
        ))}
      </ul>
    </div>
  )
}

function NewNote({ work, open }: { work: Acts; open: boolean }) {
  const { page } = useWork()
  const [text, setText] = useState('')
  const box = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (open) box.current?.querySelector('textarea')?.focus({ preventScroll: true })
  }, [open])
  const save = () => {
    if (text.trim()) work.run('add-note', { ...nothing, text }, () => setText(''))
  }
  return (
    <form
      ref={box}
      className={styles.newNote}
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save()
      }}
    >
      <TextInput
        frame={{ id: 'new-note', label: page.noteAdd }}
        value={text}
        onChange={setText}
        lines={2}
        maxLength={2000}
      />
      <Button type="submit" small kind="secondary" busy={work.pending}>
        {page.noteSave}
      </Button>
    </form>
  )
}
