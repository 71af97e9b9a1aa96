import { useKeptSince } from '../kept.ts'
import { useOnline } from '../components/use-online.ts'
import { useFormat, useMessages } from '../messages/use-messages.ts'
import { useUpdate } from '../service-worker.ts'
import { Button } from '../ui/button.tsx'
import styles from './face.module.css'

/** What the device has to say above every page: no connection, the state that is shown, a new version. */
export function DeviceStrips() {
  const { online: words, display } = useMessages()
  const format = useFormat()
  const online = useOnline()
  const since = useKeptSince()
  const update = useUpdate()
  const gone = !online || since !== undefined
  return (
    <>
      <p className={styles.offline} role="status" hidden={!gone}>
        {gone && (since === undefined ? words.gone : display.keptSince(format.dateTime(since)))}
      </p>
      {update && (
        <p className={styles.update} role="status">
          {display.update}
          <Button kind="secondary" small onClick={update}>
            {display.takeUpdate}
          </Button>
        </p>
      )}
    </>
  )
}
