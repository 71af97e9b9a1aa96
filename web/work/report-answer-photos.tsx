import { IconCamera } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { sendPhoto } from '../photos.ts'
import { Button } from '../ui/button.tsx'
import { FieldGroup } from '../ui/field.tsx'
import { useDeskWords } from './use-desk-words.ts'
import styles from './report-desk.module.css'

type Taken = { id: string; url: string }
const most = 5

/** Pictures of the place afterwards; the server reads when and where the camera took them. */
export function AnswerPhotos({ onChange }: { onChange: (ids: readonly string[]) => void }) {
  const w = useDeskWords()
  const picker = useRef<HTMLInputElement>(null)
  const [taken, setTaken] = useState<readonly Taken[]>([])
  const [error, setError] = useState<string>()
  const add = async (files: readonly File[]) => {
    setError(undefined)
    let list = taken
    for (const file of files.slice(0, most - taken.length))
      try {
        const { id } = await sendPhoto(file)
        list = [...list, { id, url: URL.createObjectURL(file) }]
        setTaken(list)
        onChange(list.map((one) => one.id))
      } catch (failure) {
        setError(failure instanceof Error ? failure.message : String(failure))
      }
  }
  return (
    <FieldGroup frame={{ id: 'after', label: w.answerPhotos, error }}>
      <p className={styles.thumbs}>
        {taken.map(({ id, url }) => (
          <img key={id} src={url} alt={w.answerPhotos} />
        ))}
        <Button kind="secondary" small onClick={() => picker.current?.click()}>
          <IconCamera size={18} aria-hidden /> {w.answerPhotos}
        </Button>
      </p>
      <input
        ref={picker}
        className="visually-hidden"
        type="file"
        multiple
        tabIndex={-1}
        accept="image/jpeg,image/png,image/webp"
        aria-label={w.answerPhotos}
        onChange={(event) => {
          void add([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
    </FieldGroup>
  )
}
