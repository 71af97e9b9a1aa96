import { IconCamera, IconScan } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
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
            {camera ? reception.cameraStop : reception.camera}
          </Button>
        </div>
      </Field>
      {camera && <Camera onText={(text) => read(text) && setCamera(false)} />}
      {told && (
        <Notice kind={told.kind} announce>
          {told.text}
        </Notice>
      )}
    </div>
  )
}

type Detector = { detect: (source: HTMLVideoElement) => Promise<readonly { rawValue: string }[]> }

/** BarcodeDetector is not in every browser, and not yet in TypeScript's list of the web. */
function findDetector(): Detector | undefined {
  const found: unknown = Reflect.get(globalThis, 'BarcodeDetector')
  if (typeof found !== 'function') return undefined
  const made: unknown = Reflect.construct(found, [{ formats: ['qr_code'] }])
  return isDetector(made) ? made : undefined
}

const isDetector = (value: unknown): value is Detector =>
  typeof value === 'object' && value !== null && 'detect' in value && typeof value.detect === 'function'

const pause = 250

function Camera({ onText }: { onText: (text: string) => void }) {
  const { reception } = useWork()
  const video = useRef<HTMLVideoElement>(null)
  const [problem, setProblem] = useState<string>()
  const latest = useRef(onText)
  useEffect(() => {
    latest.current = onText
  })
  useEffect(() => {
    const detector = findDetector()
    const screen = video.current
    if (!detector || !screen || !navigator.mediaDevices) {
      setProblem(reception.cameraNone)
      return
    }
    return watch(screen, detector, {
      give: (text) => latest.current(text),
      fail: () => setProblem(reception.cameraFailed),
    })
  }, [reception])
  if (problem) return <Notice kind="watch">{problem}</Notice>
  return <video ref={video} className={styles.camera} muted playsInline aria-label={reception.camera} />
}

/** @returns what stops the camera */
function watch(
  screen: HTMLVideoElement,
  detector: Detector,
  { give, fail }: { give: (text: string) => void; fail: () => void },
): () => void {
  let stopped = false
  let stream: MediaStream | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const look = async () => {
    const codes = await detector.detect(screen).catch(() => [])
    const [code] = codes
    if (code && !stopped) give(code.rawValue)
    if (!stopped) timer = setTimeout(() => void look(), pause)
  }
  const start = async () => {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
    if (stopped) return stop()
    screen.srcObject = stream
    await screen.play()
    void look()
  }
  const stop = () => {
    stopped = true
    clearTimeout(timer)
    for (const track of stream?.getTracks() ?? []) track.stop()
  }
  start().catch(fail)
  return stop
}
