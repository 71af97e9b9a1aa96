import { useState } from 'react'
import { useCommand } from '../api.ts'
import { useReports } from '../messages/use-reports.ts'
import { Button } from '../ui/button.tsx'
import { FieldGroup } from '../ui/field.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import { StatusMark } from '../ui/status-mark.tsx'
import { MaskPhoto } from './report-mask.tsx'
import type { WorkReport } from './report-sheet.tsx'
import { useDeskWords } from './use-desk-words.ts'
import styles from './report-desk.module.css'

const refreshed = ['reports.get', 'reports.desk'] as const

/** What everybody may see: the text with personal data covered, and the pictures that were cleared. */
export function PublicSide({ report, suggested }: { report: WorkReport; suggested: string }) {
  const t = useReports()
  const w = useDeskWords()
  const [text, setText] = useState(suggested)
  const [chosen, setChosen] = useState(report.photos.filter((photo) => photo.shown).map(({ no }) => no))
  const [masking, setMasking] = useState<number>()
  const show = useCommand('reports.show', refreshed)
  const hide = useCommand('reports.hide', refreshed)
  const toggle = (no: number) => setChosen(chosen.includes(no) ? chosen.filter((one) => one !== no) : [...chosen, no])
  const mayShow = report.actions.includes('reports.show')
  const masked = report.photos.find(({ no }) => no === masking)
  return (
    <section className={styles.public}>
      <h3>
        {w.publicSide}{' '}
        <StatusMark status={report.visible ? 'good' : 'unknown'} bare>
          {report.visible ? w.publicNow : w.notPublic}
        </StatusMark>
      </h3>
      <TextInput
        frame={{ id: 'public-text', label: w.publicText, hint: w.publicTextHint }}
        value={text}
        onChange={setText}
        lines={3}
        maxLength={4000}
      />
      {report.photos.length > 0 && (
        <FieldGroup frame={{ id: 'public-photos', label: w.publicPhotos }}>
          <ul className={styles.choosePhotos}>
            {report.photos.map((photo) => (
              <li key={photo.no}>
                <label>
                  <img src={photo.small} alt={t.detail.photoOf(photo.no)} />
                  <span>
                    <input type="checkbox" checked={chosen.includes(photo.no)} onChange={() => toggle(photo.no)} />{' '}
                    {t.detail.photoOf(photo.no)}
                    {photo.masked && ` (${w.masked})`}
                  </span>
                </label>
                {report.actions.includes('reports.mask-photo') && (
                  <Button kind="plain" small onClick={() => setMasking(photo.no)}>
                    {w.mask}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </FieldGroup>
      )}
      {masked && <MaskPhoto report={report} photo={masked} onDone={() => setMasking(undefined)} />}
      {(show.error ?? hide.error) && (
        <Notice kind="bad" announce>
          {(show.error ?? hide.error)?.message}
        </Notice>
      )}
      <p className={styles.marks}>
        {mayShow && (
          <Button
            small
            kind="secondary"
            busy={show.isPending}
            onClick={() => text.trim() && show.mutate({ code: report.code, text: text.trim(), photos: chosen })}
          >
            {report.visible ? w.update : w.show}
          </Button>
        )}
        {report.actions.includes('reports.hide') && (
          <Button small kind="plain" busy={hide.isPending} onClick={() => hide.mutate({ code: report.code })}>
            {w.hide}
          </Button>
        )}
        {show.isSuccess && <span role="status">{w.done}</span>}
      </p>
    </section>
  )
}
