import { useState } from 'react'
import { useCommand } from '../api.ts'
import { useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import type { Me } from './sign-in-page.tsx'
import styles from './sign-in.module.css'

/** Two steps: an address, then the code that was sent to it. */
export function CodeForm({ onSignedIn }: { onSignedIn: (me: Me) => void }) {
  const { signInPage: words, signIn: signInWord } = useMessages()
  const [address, setAddress] = useState('')
  const [sent, setSent] = useState(false)
  const [code, setCode] = useState('')
  const [name, setName] = useState('')
  const send = useCommand('people.send-code')
  const signIn = useCommand('people.sign-in-with-code')
  const error = signIn.error ?? send.error
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (!sent) return send.mutate({ address: address.trim() }, { onSuccess: () => setSent(true) })
        const given = name.trim()
        const input = { address: address.trim(), code: code.trim(), ...(given && { name: given }) }
        signIn.mutate(input, { onSuccess: onSignedIn })
      }}
    >
      {error && (
        <Notice kind="bad" announce>
          {error.message}
        </Notice>
      )}
      <TextInput
        frame={{ id: 'address', label: words.address, hint: words.addressHint, locked: sent }}
        value={address}
        onChange={setAddress}
        autoComplete="email"
      />
      {sent && (
        <>
          <Notice kind="good" announce>
            {words.sent(address.trim())}
          </Notice>
          <TextInput
            frame={{ id: 'code', label: words.code, hint: words.codeHint }}
            value={code}
            onChange={setCode}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={8}
            width="short"
          />
          <TextInput
            frame={{ id: 'name', label: words.name, hint: words.nameHint }}
            value={name}
            onChange={setName}
            autoComplete="name"
          />
        </>
      )}
      <Button type="submit" busy={send.isPending || signIn.isPending}>
        {sent ? signInWord : words.send}
      </Button>
      {sent && (
        <Button kind="plain" onClick={() => setSent(false)}>
          {words.again}
        </Button>
      )}
    </form>
  )
}
