import { useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { ErrorState } from './error-state.tsx'
import { Problem } from '../api.ts'
import styles from './plain-page.module.css'

/** A page that broke. After a new release an old tab may ask for a part that is gone: loading the page anew repairs that. */
export function CrashPage({ error }: { error: unknown }) {
  const { fault, house } = useMessages()
  return (
    <main id="content" className={styles.page}>
      {error instanceof Problem ? (
        <ErrorState error={error} onRetry={() => location.reload()} />
      ) : (
        <>
          <PageTitle title={fault.crashed} lead={fault.crashedText} house={house} />
          <Button onClick={() => location.reload()}>{fault.reload}</Button>
        </>
      )}
    </main>
  )
}
