import { IconCamera, IconQrcode } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useCommand } from '../api.ts'
import { QrCamera } from '../components/qr-camera.tsx'
import { useAppointments } from '../messages/use-appointments.ts'
import { useCamera } from '../messages/use-camera.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import type { Ticket } from './kiosk-page.tsx'
import styles from './kiosk.module.css'

type CheckInProps = { at: { centre: string; key?: string }; onTicket: (ticket: Ticket) => void }

/** Whoever has an appointment shows its code: to the scanner, which types it and ends with Enter, or to the camera. */
export function KioskCheckIn({ at, onTicket }: CheckInProps) {
  const { kiosk: t } = useAppointments()
  const words = useCamera()
  const [typed, setTyped] = useState('')
  const [camera, setCamera] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  // A scanner types wherever the cursor stands; on a kiosk nobody else puts it there.
  useEffect(() => field.current?.focus({ preventScroll: true }), [])
  const checkIn = useCommand('appointments.check-in', ['appointments.hall'])
  const come = (text: string) => {
    const code = text.trim()
    setTyped('')
    setCamera(false)
    field.current?.focus({ preventScroll: true })
    if (code && !checkIn.isPending) checkIn.mutate({ ...at, code }, { onSuccess: onTicket })
  }
  return (
    <form
      className={styles.checkIn}
      onSubmit={(event) => {
        event.preventDefault()
        come(typed)
      }}
    >
      <IconQrcode size={40} stroke={1.5} aria-hidden />
      <div className={styles.words}>
        <strong>{t.booked}</strong>
        <span>{t.bookedText}</span>
      </div>
      <Button kind="secondary" aria-pressed={camera} onClick={() => setCamera(!camera)}>
        <IconCamera size={22} aria-hidden />
        {camera ? words.stop : words.open}
      </Button>
      <input
        aria-label={t.scan}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        ref={field}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Button type="submit" busy={checkIn.isPending}>
        {t.go}
      </Button>
      {camera && <Camera onText={come} onEnd={() => setCamera(false)} />}
      {checkIn.error && (
        <div className={styles.wide}>
          <Notice kind="bad" announce>
            {checkIn.error.message}
          </Notice>
        </div>
      )}
    </form>
  )
}

const longestSeconds = 30

/** Nobody is filmed who has gone away: the camera of a kiosk turns itself off. */
function Camera({ onText, onEnd }: { onText: (text: string) => void; onEnd: () => void }) {
  const { kiosk: t } = useAppointments()
  const end = useRef(onEnd)
  useEffect(() => {
    end.current = onEnd
  })
  useEffect(() => {
    const timer = setTimeout(() => end.current(), longestSeconds * 1_000)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className={styles.camera}>
      <QrCamera front onText={onText} />
      <p>{t.hold}</p>
    </div>
  )
}
