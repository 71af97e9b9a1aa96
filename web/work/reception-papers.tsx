import type { PaperDue } from '#core/forms/decide'
import { IconCamera } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { FileDrop, type FileRef } from '../components/file-drop.tsx'
import { say, useLocale, useMessages } from '../messages/use-messages.ts'
import { useCamera } from '../messages/use-camera.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { DropZone, giveFiles } from './drop-zone.tsx'
import { useWork } from './use-work.ts'
import styles from './reception.module.css'

export type PaperForm = 'none' | 'original' | 'copy' | 'electronic'
export type BroughtPaper = { form: PaperForm; count: number; files: readonly FileRef[] }
export type Brought = Readonly<Record<string, BroughtPaper>>

const forms: readonly PaperForm[] = ['none', 'original', 'copy', 'electronic']

/** What a paper starts as: on paper where the procedure asks for originals or copies and it must be there. */
function startOf({ paper, required }: PaperDue): BroughtPaper {
  if (!required) return { form: 'none', count: 0, files: [] }
  const form = paper.originals > 0 ? 'original' : 'copy'
  return { form, count: Math.max(1, form === 'original' ? paper.originals : paper.copies), files: [] }
}

const found = (due: PaperDue, brought: Brought): BroughtPaper => brought[due.paper.id] ?? startOf(due)

export const paperNeeds = (papers: readonly PaperDue[], brought: Brought): PaperDue['paper'][] =>
  papers
    .filter((due) => {
      const { form, files } = found(due, brought)
      return due.required && (form === 'none' || (form === 'electronic' && files.length === 0))
    })
    .map((due) => due.paper)

export const filedPapers = (papers: readonly PaperDue[], brought: Brought) =>
  papers.flatMap((due) => {
    const { form, count, files } = found(due, brought)
    if (form === 'none' && files.length === 0) return []
    return [
      {
        id: due.paper.id,
        form: form === 'none' ? ('electronic' as const) : form,
        count: form === 'original' || form === 'copy' ? count : 0,
        files: files.map((file) => file.id),
      },
    ]
  })

type PapersProps = {
  papers: readonly PaperDue[]
  brought: Brought
  tried: boolean
  onChange: (brought: Brought) => void
}

export function ReceptionPapers({ papers, brought, tried, onChange }: PapersProps) {
  const { reception } = useWork()
  const missing = paperNeeds(papers, brought).map((paper) => paper.id)
  // Uploads end one after the other: each is put beside those that ended before it.
  const latest = useRef(brought)
  useEffect(() => {
    latest.current = brought
  }, [brought])
  const put = (due: PaperDue, change: Partial<BroughtPaper>) => {
    latest.current = { ...latest.current, [due.paper.id]: { ...found(due, latest.current), ...change } }
    onChange(latest.current)
  }
  return (
    <>
      <p className={styles.quiet}>{reception.papersLead}</p>
      <ul className={styles.papers}>
        {papers.map((due) => (
          <PaperRow
            key={due.paper.id}
            due={due}
            now={found(due, brought)}
            wrong={tried && missing.includes(due.paper.id)}
            onChange={(change) => put(due, change)}
          />
        ))}
      </ul>
    </>
  )
}

type RowProps = { due: PaperDue; now: BroughtPaper; wrong: boolean; onChange: (change: Partial<BroughtPaper>) => void }

function PaperRow({ due: { paper, required }, now, wrong, onChange }: RowProps) {
  const { reception } = useWork()
  const { optional } = useMessages()
  const locale = useLocale()
  const name = say(paper.name, locale)
  const box = useRef<HTMLDivElement>(null)
  const onPaper = now.form === 'original' || now.form === 'copy'
  return (
    <li>
      <DropZone>
        <div ref={box}>
          <FileDrop
            frame={{
              id: `paper-${paper.id}`,
              label: name,
              optional: required ? undefined : optional,
              error: wrong ? reception.paperMissing(name) : undefined,
            }}
            accept={paper.accept}
            maxFiles={paper.maxFiles}
            files={now.files}
            onChange={(files) => onChange({ files, ...(now.form === 'none' && { form: 'electronic' }) })}
          />
        </div>
        <div className={styles.paperLine}>
          <select
            aria-label={`${reception.paperForm}: ${name}`}
            value={now.form}
            onChange={(event) => {
              const form = forms.find((one) => one === event.target.value) ?? 'none'
              onChange({ form, count: form === 'original' || form === 'copy' ? Math.max(1, now.count) : 0 })
            }}
          >
            {forms.map((form) => (
              <option key={form} value={form}>
                {reception.paperForms[form]}
              </option>
            ))}
          </select>
          {onPaper && (
            <input
              type="number"
              min={1}
              max={99}
              aria-label={`${reception.paperCount}: ${name}`}
              value={now.count}
              onChange={(event) => onChange({ count: Math.min(99, Math.max(1, Number(event.target.value) || 1)) })}
            />
          )}
          <Shoot name={paper.id} onShot={(file) => giveFiles(box.current, [file])} />
        </div>
      </DropZone>
    </li>
  )
}

/** A page photographed with the desk's camera. */
function Shoot({ name, onShot }: { name: string; onShot: (file: File) => void }) {
  const cameraWords = useCamera()
  const { reception } = useWork()
  const { cancel } = useMessages()
  const [on, setOn] = useState(false)
  const [failed, setFailed] = useState(false)
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    const screen = video.current
    if (!on || !screen) return
    const asked = navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 2560 }, facingMode: 'environment' } })
    asked.then(
      (stream) => {
        screen.srcObject = stream
        void screen.play()
      },
      () => {
        setFailed(true)
        setOn(false)
      },
    )
    return () => void asked.then((stream) => stream.getTracks().forEach((track) => track.stop())).catch(() => undefined)
  }, [on])
  const shoot = () => {
    const screen = video.current
    if (!screen) return
    const canvas = document.createElement('canvas')
    canvas.width = screen.videoWidth
    canvas.height = screen.videoHeight
    canvas.getContext('2d')?.drawImage(screen, 0, 0)
    canvas.toBlob(
      (blob) => {
        if (blob) onShot(new File([blob], `${name}-${Date.now()}.jpg`, { type: 'image/jpeg' }))
        setOn(false)
      },
      'image/jpeg',
      0.9,
    )
  }
  return (
    <>
      <Button kind="plain" small onClick={() => setOn(!on)} aria-pressed={on}>
        <IconCamera size={18} aria-hidden />
        {on ? cancel : reception.shoot}
      </Button>
      {failed && <Notice kind="watch">{cameraWords.failed}</Notice>}
      {on && (
        <div className={styles.shoot}>
          <video ref={video} className={styles.camera} muted playsInline aria-label={reception.shoot} />
          <Button small onClick={shoot}>
            {reception.shot}
          </Button>
        </div>
      )}
    </>
  )
}
