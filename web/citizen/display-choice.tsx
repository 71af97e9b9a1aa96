import { setDisplay, useDisplay } from '../display.ts'
import { useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import styles from './face.module.css'

export function DisplayChoice() {
  const { display: words } = useMessages()
  const { largeText, fewPictures } = useDisplay()
  return (
    <p className={styles.display} role="group" aria-label={words.title}>
      <Button kind="secondary" small aria-pressed={largeText} onClick={() => setDisplay({ largeText: !largeText })}>
        {words.largeText}
      </Button>
      <Button
        kind="secondary"
        small
        aria-pressed={fewPictures}
        onClick={() => setDisplay({ fewPictures: !fewPictures })}
      >
        {words.fewPictures}
      </Button>
    </p>
  )
}
