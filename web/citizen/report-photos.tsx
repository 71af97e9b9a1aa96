import { IconCamera, IconTrash } from '@tabler/icons-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { isOffline } from '../api.ts'
import type { Place } from '../maps/place-map.tsx'
import { useReports } from '../messages/use-reports.ts'
import { useMessages } from '../messages/use-messages.ts'
import { sendPhoto } from '../photos.ts'
import { Button } from '../ui/button.tsx'
import { describedBy, FieldGroup } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import styles from './report.module.css'

/** A picture of the report; without an id it has not been sent yet and goes along when there is a connection. */
export type Photo = { key: string; file: File; id?: string | undefined }

type PhotoFieldProps = {
  photos: readonly Photo[]
  onChange: (photos: readonly Photo[]) => void
  onPlace: (place: Place) => void
}

const most = 5

export function PhotoField({ photos, onChange, onPlace }: PhotoFieldProps) {
  const t = useReports()
  const { optional } = useMessages()
  const picker = useRef<HTMLInputElement>(null)
  const held = useRef(photos)
  useEffect(() => {
    held.current = photos
  }, [photos])
  const [error, setError] = useState<string>()
  const [offered, setOffered] = useState<Place>()
  const [busy, setBusy] = useState(0)
  const frame = { id: 'photos', label: t.form.photos, hint: t.form.photosHint, error, optional }
  const put = (next: readonly Photo[]) => {
    held.current = next
    onChange(next)
  }
  const add = async (file: File) => {
    const key = `${file.name} ${file.size} ${file.lastModified}`
    if (held.current.some((photo) => photo.key === key)) return
    put([...held.current, { key, file }])
    setBusy((n) => n + 1)
    try {
      const { id, place } = await sendPhoto(file)
      put(held.current.map((photo) => (photo.key === key ? { ...photo, id } : photo)))
      if (place) setOffered(place)
    } catch (failure) {
      if (isOffline(failure)) return
      put(held.current.filter((photo) => photo.key !== key))
      setError(failure instanceof Error ? failure.message : String(failure))
    } finally {
      setBusy((n) => n - 1)
    }
  }
  return (
    <FieldGroup frame={frame}>
      <ul className={styles.photos}>
        {photos.map((photo, at) => (
          <li key={photo.key} data-sending={photo.id === undefined && busy > 0 ? true : undefined}>
            <Preview file={photo.file} />
            <Button
              kind="secondary"
              small
              aria-label={t.form.removePhoto(at + 1)}
              onClick={() => put(photos.filter((one) => one !== photo))}
            >
              <IconTrash size={18} aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
      {photos.length < most && (
        <p>
          <Button kind="secondary" busy={busy > 0} onClick={() => picker.current?.click()}>
            <IconCamera size={20} aria-hidden /> {t.form.addPhoto}
          </Button>
          <input
            {...describedBy(frame)}
            id="photos-file"
            ref={picker}
            className="visually-hidden"
            tabIndex={-1}
            type="file"
            accept="image/jpeg,image/png,image/webp"
            multiple
            aria-label={t.form.addPhoto}
            onChange={(event) => {
              setError(undefined)
              for (const file of [...(event.target.files ?? [])].slice(0, most - photos.length)) void add(file)
              event.target.value = ''
            }}
          />
        </p>
      )}
      {offered && (
        <Notice title={t.form.photoAt}>
          <Button
            kind="secondary"
            small
            onClick={() => {
              onPlace(offered)
              setOffered(undefined)
            }}
          >
            {t.form.usePhotoPlace}
          </Button>
        </Notice>
      )}
    </FieldGroup>
  )
}

function Preview({ file }: { file: File }) {
  const url = useMemo(() => URL.createObjectURL(file), [file])
  useEffect(() => () => URL.revokeObjectURL(url), [url])
  return <img src={url} alt={file.name} />
}
