import { useEffect, useRef, useState } from 'react'
import { useCamera } from '../messages/use-camera.ts'
import { Notice } from '../ui/notice.tsx'
import styles from './qr-camera.module.css'

type CameraProps = {
  onText: (text: string) => void
  /** the camera that looks at whoever stands before the screen; else the one at the back */
  front?: boolean
}

/** Reads QR codes by the camera, until it is taken away. */
export function QrCamera({ onText, front = false }: CameraProps) {
  const words = useCamera()
  const video = useRef<HTMLVideoElement>(null)
  const [problem, setProblem] = useState<string>()
  const latest = useRef(onText)
  useEffect(() => {
    latest.current = onText
  })
  useEffect(() => {
    const screen = video.current
    // Absent where the page did not come by HTTPS.
    if (!screen || !navigator.mediaDevices) {
      setProblem(words.none)
      return
    }
    return watch(screen, {
      facing: front ? 'user' : 'environment',
      give: (text) => latest.current(text),
      fail: () => setProblem(words.failed),
    })
  }, [words, front])
  if (problem) return <Notice kind="watch">{problem}</Notice>
  return <video ref={video} className={styles.camera} muted playsInline aria-label={words.open} />
}

type Reader = (screen: HTMLVideoElement) => Promise<string | undefined>

/** The browser's own reader where it has one: it is faster, and needs no download. */
async function openReader(): Promise<Reader> {
  const detector = findDetector()
  if (detector) return async (screen) => (await detector.detect(screen).catch(() => []))[0]?.rawValue
  // It is a CommonJS module that names itself as its own default.
  const { default: library } = await import('jsqr')
  const find = library.default
  const canvas = document.createElement('canvas')
  const drawing = canvas.getContext('2d', { willReadFrequently: true })
  return async (screen) => {
    if (!drawing || screen.videoWidth === 0) return undefined
    canvas.width = screen.videoWidth
    canvas.height = screen.videoHeight
    drawing.drawImage(screen, 0, 0)
    const { data, width, height } = drawing.getImageData(0, 0, canvas.width, canvas.height)
    return find(data, width, height)?.data || undefined
  }
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

type Watching = { facing: 'user' | 'environment'; give: (text: string) => void; fail: () => void }

/** @returns what stops the camera */
function watch(screen: HTMLVideoElement, { facing, give, fail }: Watching): () => void {
  let stopped = false
  let stream: MediaStream | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const look = async (read: Reader) => {
    const text = await read(screen)
    if (text && !stopped) give(text)
    if (!stopped) timer = setTimeout(() => void look(read), pause)
  }
  const start = async () => {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: facing } })
    const read = await openReader()
    if (stopped) return stop()
    screen.srcObject = stream
    await screen.play()
    void look(read)
  }
  const stop = () => {
    stopped = true
    clearTimeout(timer)
    for (const track of stream?.getTracks() ?? []) track.stop()
  }
  start().catch(() => {
    if (!stopped) fail() // what is taken away while it starts ends with an error of its own
  })
  return stop
}
