import { useState } from 'react'
import { useCommand } from '../api.ts'
import { useMessages } from '../messages/use-messages.ts'
import { forgetOutbox, useOutbox } from '../outbox.ts'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { forgetKept } from '../service-worker.ts'
import { forgetAllOnDevice } from './drafts.ts'
import { forgetRecent } from './recent.ts'
import styles from './leave.module.css'

/** Signing out, after which the device holds nothing of the person; what was not sent yet is asked about first. */
export function Leave({ account }: { account: string }) {
  const { signOut, cancel, outbox } = useMessages()
  const [asked, setAsked] = useState(false)
  const unsent = useOutbox().filter((entry) => entry.account === account && entry.state !== 'sent').length
  const command = useCommand('people.sign-out')
  const forget = async () => {
    setAsked(false)
    forgetAllOnDevice()
    forgetRecent()
    await Promise.all([forgetOutbox(account).catch(() => undefined), forgetKept()])
    // Loaded anew, so that no part of the page goes on asking for what is the person's.
    location.assign(paths.home)
  }
  const leave = () => command.mutate({}, { onSuccess: () => void forget() })
  return (
    <>
      <Button kind="plain" small onClick={unsent > 0 ? () => setAsked(true) : leave} busy={command.isPending}>
        {signOut}
      </Button>
      {asked && (
        <div className={styles.asked}>
          <Confirm
            danger
            title={outbox.leaveTitle}
            confirm={outbox.leave}
            cancel={cancel}
            onConfirm={leave}
            onCancel={() => setAsked(false)}
            busy={command.isPending}
          >
            <p>{outbox.leaveText(unsent)}</p>
          </Confirm>
        </div>
      )}
    </>
  )
}
