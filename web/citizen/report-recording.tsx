import { IconMicrophone, IconTrash } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { isOffline } from '../api.ts'
import { useReports } from '../messages/use-reports.ts'
import { useFormat, useMessages } from '../messages/use-messages.ts'
import { sendRecording } from '../photos.ts'
import { Button } from '../ui/button.tsx'
import { describedBy, FieldGroup } from '../ui/field.tsx'
import type { Photo } from './report-photos.tsx'
import styles from './report.module.css'

type RecordingFieldProps = { recording: Photo | undefined; onChange: (recording: Photo | undefined) => void }

/** A spoken word or a short film in place of writing; like a photo it goes along later where there is no connection. */
export function RecordingField({ recording, onChange }: RecordingFieldProps) {
  const t = useReports()
  const format = useFormat()
  const { optional } = useMessages()
  const picker = useRef<HTMLInputElement>(null)
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const frame = { id: 'recording', label: t.form.recording, hint: t.form.recordingHint, error, optional }
  const add = async (file: File) => {
    setError(undefined)
    const one = { key: file.name, file }
    onChange(one)
    setBusy(true)
    try {
      onChange({ ...one, id: await sendRecording(file) })
    } catch (failure) {
      if (isOffline(failure)) return
      onChange(undefined)
      setError(failure instanceof Error ? failure.message : String(failure))
    } finally {
      setBusy(false)
    }
  }
  return (
    <FieldGroup frame={frame}>
      {recording ? (
        <p className={styles.recording}>
          <span>
            {recording.file.name} · {t.form.megabytes(format.number(Math.max(0.1, recording.file.size / 1_048_576), 1))}
          </span>
          <Button
            kind="secondary"
            small
            busy={busy}
            aria-label={t.form.removeRecording}
            onClick={() => onChange(undefined)}
          >
            <IconTrash size={18} aria-hidden />
          </Button>
        </p>
      ) : (
        <p>
          <Button kind="secondary" onClick={() => picker.current?.click()}>
            <IconMicrophone size={20} aria-hidden /> {t.form.addRecording}
          </Button>
          <input
            {...describedBy(frame)}
            id="recording-file"
            ref={picker}
            className="visually-hidden"
            tabIndex={-1}
            type="file"
            accept="audio/*,video/*"
            aria-label={t.form.addRecording}
            onChange={(event) => {
              const [file] = event.target.files ?? []
              if (file) void add(file)
              event.target.value = ''
            }}
          />
        </p>
      )}
    </FieldGroup>
  )
}
