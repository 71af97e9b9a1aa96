import { IconCircleCheck, IconPaperclip, IconTrash } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useFormat, useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { describedBy, FieldGroup, type FieldFrame } from '../ui/field.tsx'
import { Meter } from '../ui/meter.tsx'
import { largestFile, sendFile } from '../uploads.ts'
import styles from './file-drop.module.css'

/** A file that the server holds: `id` names the upload, `digest` (SHA-256) its content. */
export type FileRef = { id: string; digest: string; name: string; sizeBytes: number }

type FileDropProps = {
  frame: FieldFrame
  accept: readonly string[]
  maxFiles: number
  files: readonly FileRef[]
  onChange: (files: readonly FileRef[]) => void
}

type Task = {
  key: number
  file: File
  part: number
  upload?: string | undefined
  error?: string | undefined
  stop: AbortController
}

/** Files for one paper: chosen or photographed, sent in pieces with progress, resumed after a break. */
export function FileDrop({ frame, accept, maxFiles, files, onChange }: FileDropProps) {
  const { form } = useMessages()
  const format = useFormat()
  const tasks = useTasks(files, onChange, accept)
  const types = accept.map((type) => type.toUpperCase()).join(', ')
  const picker = useRef<HTMLInputElement>(null)
  return (
    <FieldGroup frame={frame}>
      <ul className={styles.files}>
        {files.map((file) => (
          <li key={file.digest} className={styles.file}>
            <IconCircleCheck className={styles.sent} size={20} aria-label={form.uploaded} />
            <span className={styles.name}>
              {file.name}
              <small>{format.bytes(file.sizeBytes)}</small>
            </span>
            <Button
              kind="plain"
              small
              aria-label={`${form.removeFile}: ${file.name}`}
              onClick={() => onChange(files.filter((one) => one !== file))}
            >
              <IconTrash size={20} aria-hidden />
            </Button>
          </li>
        ))}
        {tasks.list.map((task) => (
          <TaskRow key={task.key} task={task} onDrop={() => tasks.drop(task)} onResume={() => tasks.start(task)} />
        ))}
      </ul>
      {files.length + tasks.list.length < maxFiles && (
        <p className={styles.add}>
          <Button kind="secondary" onClick={() => picker.current?.click()}>
            <IconPaperclip size={20} aria-hidden />
            {form.addFile}
          </Button>
          <small>{types}</small>
          <input
            {...describedBy(frame)}
            id={`${frame.id}-file`}
            ref={picker}
            className="visually-hidden"
            tabIndex={-1}
            type="file"
            multiple={maxFiles > 1}
            accept={accept.map((type) => `.${type}`).join(',')}
            aria-label={form.addFile}
            onChange={(event) => {
              tasks.add([...(event.target.files ?? [])].slice(0, maxFiles - files.length))
              event.target.value = ''
            }}
          />
        </p>
      )}
    </FieldGroup>
  )
}

type TaskRowProps = { task: Task; onDrop: () => void; onResume: () => void }

function TaskRow({ task, onDrop, onResume }: TaskRowProps) {
  const { form } = useMessages()
  const format = useFormat()
  const label = form.uploading(task.file.name, format.percent(task.part, 0))
  return (
    <li className={styles.file}>
      <span className={styles.name}>
        {task.file.name}
        {task.error ? (
          <small className={styles.failed} role="alert">
            {task.error}
          </small>
        ) : (
          <>
            <small>{label}</small>
            <Meter part={task.part} label={label} />
          </>
        )}
      </span>
      {task.error && task.upload && (
        <Button kind="secondary" small onClick={onResume}>
          {form.resumeUpload}
        </Button>
      )}
      <Button kind="plain" small aria-label={`${form.removeFile}: ${task.file.name}`} onClick={onDrop}>
        <IconTrash size={20} aria-hidden />
      </Button>
    </li>
  )
}

function useTasks(files: readonly FileRef[], onChange: FileDropProps['onChange'], accept: readonly string[]) {
  const { form } = useMessages()
  const [list, setList] = useState<readonly Task[]>([])
  const next = useRef(0)
  const held = useRef(files)
  useEffect(() => {
    held.current = files
  }, [files])
  const patch = (key: number, change: Partial<Task>) =>
    setList((tasks) => tasks.map((task) => (task.key === key ? { ...task, ...change } : task)))
  const remove = (key: number) => setList((tasks) => tasks.filter((task) => task.key !== key))

  const refusal = (file: File): string | undefined => {
    if (file.size > largestFile) return form.tooLarge
    const extension = file.name.split('.').at(-1)?.toLowerCase().replace('jpeg', 'jpg') ?? ''
    return accept.includes(extension) ? undefined : form.wrongType(accept.join(', ').toUpperCase())
  }
  const start = (task: Task) => {
    patch(task.key, { error: undefined })
    sendFile(task.file, {
      signal: task.stop.signal,
      resume: task.upload,
      onOpened: (upload) => patch(task.key, { upload }),
      onProgress: (part) => patch(task.key, { part }),
    }).then(
      (sent) => {
        remove(task.key)
        const others = held.current.filter((file) => file.digest !== sent.digest)
        held.current = [...others, { id: sent.id, digest: sent.digest, name: sent.name, sizeBytes: sent.sizeBytes }]
        onChange(held.current)
      },
      (error: unknown) => {
        if (!task.stop.signal.aborted)
          patch(task.key, { error: error instanceof Error && error.message ? error.message : form.uploadFailed })
      },
    )
  }
  const add = (chosen: readonly File[]) => {
    for (const file of chosen) {
      const error = refusal(file)
      const task: Task = { key: next.current++, file, part: 0, stop: new AbortController(), ...(error && { error }) }
      setList((tasks) => [...tasks, task])
      if (!error) start(task)
    }
  }
  const drop = (task: Task) => {
    task.stop.abort()
    remove(task.key)
  }
  return { list, add, start, drop }
}
