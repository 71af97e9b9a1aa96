import { useState } from 'react'
import { useCommand } from '../api.ts'
import { useGoAnew } from '../components/use-go-anew.ts'
import { useMandates } from '../messages/use-mandates.ts'
import { useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { EmptyState } from '../ui/state.tsx'
import { useOfficial } from './session.ts'
import styles from './account.module.css'
import frame from './work.module.css'

/** `/lam-viec/ho-tro`: the person who is helped sits beside the helper and reads out the code that came to their phone. */
export function AssistPage() {
  const { assist: words } = useMandates()
  const { house } = useMessages()
  const { posts } = useOfficial()
  const mine = posts.some(({ duties }) => duties.includes('assist'))
  return (
    <main id="content" className={frame.page}>
      <PageTitle title={words.title} lead={words.lead} house={house} />
      {mine ? <Asking /> : <EmptyState title={words.notYours} />}
    </main>
  )
}

function Asking() {
  const { assist: words } = useMandates()
  const send = useCommand('people.ask-to-assist')
  const [address, setAddress] = useState('')
  return (
    <>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          send.mutate({ address })
        }}
      >
        <TextInput
          frame={{ id: 'helped', label: words.address, error: send.error?.message }}
          value={address}
          onChange={setAddress}
        />
        <Button type="submit" kind={send.isSuccess ? 'secondary' : 'primary'} busy={send.isPending}>
          {send.isSuccess ? words.again : words.send}
        </Button>
      </form>
      {send.isSuccess && <Confirming address={address} />}
    </>
  )
}

/** From here the device is the person's: the helper works in the citizen's face, under the banner. */
function Confirming({ address }: { address: string }) {
  const { assist: words } = useMandates()
  const goAnew = useGoAnew()
  const assist = useCommand('people.assist')
  const [code, setCode] = useState('')
  const begin = () => assist.mutate({ address, code }, { onSuccess: () => goAnew(paths.home) })
  return (
    <form
      className={`${styles.form} ${styles.after}`}
      onSubmit={(event) => {
        event.preventDefault()
        begin()
      }}
    >
      <Notice announce>
        <p>{words.sent}</p>
      </Notice>
      <TextInput
        frame={{ id: 'code', label: words.code, error: assist.error?.message }}
        value={code}
        onChange={setCode}
        inputMode="numeric"
        maxLength={6}
        width="short"
      />
      <Button type="submit" busy={assist.isPending}>
        {words.begin}
      </Button>
    </form>
  )
}
