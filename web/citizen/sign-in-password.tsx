import { useState } from 'react'
import { Problem, useCommand } from '../api.ts'
import { useAccount } from '../messages/use-account.ts'
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
  const [code, setCode] = useState('')
  const { signIn: ways } = useAccount()
  const signIn = useCommand('people.sign-in')
  const [codeNeeded, setCodeNeeded] = useState(false)
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        const given = codeNeeded && code.trim() !== '' ? { code: code.trim() } : {}
        signIn.mutate(
          { login: login.trim(), password, ...given },
          {
            onSuccess: onSignedIn,
            onError: (error) => setCodeNeeded(codeNeeded || (error instanceof Problem && error.code === 'code-needed')),
          },
        )
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
      {codeNeeded && (
        <TextInput
          frame={{ id: 'code', label: ways.code, hint: ways.codeHint }}
          value={code}
          onChange={setCode}
          autoComplete="one-time-code"
          maxLength={20}
          width="short"
        />
      )}
      <Button type="submit" busy={signIn.isPending}>
        {signInWord}
      </Button>
    </form>
  )
}
