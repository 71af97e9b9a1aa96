import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useCommand } from '../api.ts'
import { useFormat, useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import type { Choices } from './notice-settings.tsx'
import { stateOfDevice, turnOn } from './this-device.ts'
import styles from './notice-settings.module.css'

/** Web Push, device by device: the browser is asked only when the person presses the button. */
export function NoticeDevices({ known }: { known: Choices }) {
  const { noticeSettings: words } = useMessages()
  const format = useFormat()
  const client = useQueryClient()
  const state = useQuery({ queryKey: ['this-device'], queryFn: stateOfDevice, staleTime: 0 })
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState(false)
  const remove = useCommand('notices.unsubscribe-push', ['notices.get-choices'])
  const press = async () => {
    setBusy(true)
    setFailed(false)
    try {
      await turnOn(known.pushKey)
    } catch {
      setFailed(true)
    }
    setBusy(false)
    await Promise.all([state.refetch(), client.invalidateQueries({ queryKey: ['notices.get-choices'] })])
  }
  return (
    <section>
      <h2>{words.deviceTitle}</h2>
      <p className={styles.text}>{words.deviceText}</p>
      {state.data === 'off' && (
        <Button onClick={() => void press()} busy={busy}>
          {words.deviceOn}
        </Button>
      )}
      {state.data === 'on' && <Notice kind="good">{words.deviceOff}</Notice>}
      {state.data === 'denied' && <Notice kind="watch">{words.deviceDenied}</Notice>}
      {state.data === 'unable' && <Notice>{words.deviceUnable}</Notice>}
      {failed && (
        <Notice kind="bad" announce>
          {words.deviceFailed}
        </Notice>
      )}
      {known.devices.length > 0 && (
        <ul className={styles.devices} aria-label={words.devices}>
          {known.devices.map((device) => (
            <li key={device.id}>
              <span>
                {device.label} <small>{words.since(format.date(device.createdAt))}</small>
              </span>
              <Button kind="plain" small busy={remove.isPending} onClick={() => remove.mutate({ id: device.id })}>
                {words.remove}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
