import { IconCamera, IconScan } from '@tabler/icons-react'
import { useState } from 'react'
import { QrCamera } from '../components/qr-camera.tsx'
import { useCamera } from '../messages/use-camera.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import { findIdentity, type Identity } from './identity-qr.ts'
import { useWork } from './use-work.ts'
import styles from './reception.module.css'

type ScanProps = { onRead: (identity: Identity) => void; onNumber: (personalId: string) => void }

/** A scanner types the card's text into this field and ends with Enter; a camera reads it where the browser can. */
export function IdentityScan({ onRead, onNumber }: ScanProps) {
  const { reception } = useWork()
  const cameraWords = useCamera()
  const [typed, setTyped] = useState('')
  const [told, setTold] = useState<{ kind: 'good' | 'bad'; text: string }>()
  const [camera, setCamera] = useState(false)
  const read = (text: string): boolean => {
    const identity = findIdentity(text)
    if (identity) {
      onRead(identity)
      setTold({ kind: 'good', text: reception.scanned(identity.name) })
    } else if (/^\s*(\d\s*){12}$/.test(text)) onNumber(text.replace(/\s/g, ''))
    else setTold({ kind: 'bad', text: reception.scanWrong })
    return identity !== undefined
  }
  return (
    <div className={styles.scan}>
      <Field frame={{ id: 'scan', label: reception.scan, hint: reception.scanHint }}>
        <div className={styles.scanLine}>
          <IconScan size={22} aria-hidden />
          <input
            id="scan"
            className={styles.input}
            autoComplete="off"
            spellCheck={false}
            aria-describedby="scan-hint"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              if (typed.trim()) read(typed)
              setTyped('')
            }}
          />
          <Button kind="secondary" small onClick={() => setCamera(!camera)} aria-pressed={camera}>
            <IconCamera size={18} aria-hidden />
            {camera ? cameraWords.stop : cameraWords.open}
          </Button>
        </div>
      </Field>
      {camera && <QrCamera onText={(text) => read(text) && setCamera(false)} />}
      {told && (
        <Notice kind={told.kind} announce>
          {told.text}
        </Notice>
      )}
    </div>
  )
}
