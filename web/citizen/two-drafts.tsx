import { useFormat, useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import type { DraftState } from './use-draft.ts'
import styles from './walk.module.css'

/** Written on here and elsewhere: neither writes over the other unseen. */
export function TwoDrafts({ draft: { written, rival, choose } }: { draft: DraftState }) {
  const { form: words } = useMessages()
  const format = useFormat()
  if (!rival) return null
  return (
    <Notice kind="watch" title={words.twoDrafts} announce>
      <p>{words.twoDraftsText(format.dateTime(written.savedAt), format.dateTime(rival.savedAt))}</p>
      <div className={styles.resumed}>
        <Button kind="secondary" small onClick={() => choose('device')}>
          {words.useDevice}
        </Button>
        <Button kind="secondary" small onClick={() => choose('account')}>
          {words.useAccount}
        </Button>
      </div>
    </Notice>
  )
}
