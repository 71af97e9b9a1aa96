import { useState } from 'react'
import { useCommand } from '../api.ts'
import { useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import type { Me } from './sign-in-page.tsx'
import styles from './sign-in.module.css'

export function PasswordForm({ onSignedIn }: { onSignedIn: (me: Me) => void }) {
  const { signInPage: words, signIn: signInWord, fault } = useMessages()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const signIn = useCommand('people.sign-in')
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        signIn.mutate({ login: login.trim(), password }, { onSuccess: onSignedIn })
      }}
    >
      {signIn.isError && (
        <Notice kind="bad" announce>
          {signIn.error.message || fault.text}
        </Notice>
      )}
      <TextInput
        frame={{ id: 'login', label: words.login, hint: words.loginHint }}
        value={login}
        onChange={setLogin}
        autoComplete="username"
        inputMode="text"
      />
      <TextInput
        frame={{ id: 'password', label: words.password }}
        type="password"
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
      />
      <Button type="submit" busy={signIn.isPending}>
        {signInWord}
      </Button>
    </form>
  )
}
