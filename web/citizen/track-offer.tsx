import { Link } from '@tanstack/react-router'
import { useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { buttonClass } from '../ui/button.tsx'
import styles from './home.module.css'

/** For whoever has filed at a counter: the way to their case without an account. */
export function Track() {
  const { home } = useMessages()
  return (
    <section className={styles.track} aria-labelledby="track">
      <div>
        <h2 id="track">{home.trackTitle}</h2>
        <p>{home.trackText}</p>
      </div>
      <Link className={buttonClass({ kind: 'secondary' })} to={paths.track}>
        {home.trackButton}
      </Link>
    </section>
  )
}
