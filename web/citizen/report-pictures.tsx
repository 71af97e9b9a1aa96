import { Picture } from '../components/picture.tsx'
import { useReports } from '../messages/use-reports.ts'
import { useFormat } from '../messages/use-messages.ts'
import type { Report } from './report-page.tsx'
import styles from './report.module.css'

/** The pictures of one moment, with when and how far away they were taken where the camera has said it. */
export function ReportPhotos({ title, photos }: { title: string; photos: Report['photos'] }) {
  const t = useReports()
  const format = useFormat()
  if (photos.length === 0) return null
  return (
    <figure className={styles.pictures}>
      <figcaption>{title}</figcaption>
      <ul className={styles.pictureList}>
        {photos.map((photo) => {
          const proof = [
            photo.takenAt && t.detail.taken(format.dateTime(photo.takenAt)),
            photo.moment === 'after' && photo.metresAway !== undefined && t.detail.away(photo.metresAway),
          ].filter(Boolean)
          return (
            <li key={photo.no}>
              <Picture
                src={photo.small}
                full={photo.url}
                width={photo.width}
                height={photo.height}
                alt={t.detail.photoOf(photo.no)}
              />
              {proof.length > 0 && <small>{proof.join(' · ')}</small>}
            </li>
          )
        })}
      </ul>
    </figure>
  )
}
