import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useCommand } from '../api.ts'
import { useMe } from '../components/use-me.ts'
import { useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import styles from './sign-in.module.css'

/** An official comes here from the first sign-in: the first password opens nothing else. */
export function PasswordPage() {
  const { passwordPage: words, house } = useMessages()
  const me = useMe()
  const client = useQueryClient()
  const navigate = useNavigate()
  const change = useCommand('people.change-password')
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const differs = again !== '' && again !== password
  const leave = () => {
    client.clear()
    void navigate({ to: me.data?.kind === 'official' ? paths.work : paths.home })
  }
  return (
    <>
      <PageTitle title={words.title} lead={me.data?.mustChangePassword ? words.first : words.lead} house={house} />
      <div className={styles.page}>
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault()
            if (!differs) change.mutate({ current, password }, { onSuccess: leave })
          }}
        >
          {change.isError && (
            <Notice kind="bad" announce>
              {change.error.message}
            </Notice>
          )}
          {me.data?.hasPassword && (
            <TextInput
              frame={{ id: 'current', label: words.current }}
              type="password"
              value={current}
              onChange={setCurrent}
              autoComplete="current-password"
            />
          )}
          <TextInput
            frame={{ id: 'password', label: words.password, hint: words.hint }}
            type="password"
            value={password}
            onChange={setPassword}
            autoComplete="new-password"
          />
          <TextInput
            frame={{ id: 'again', label: words.again, error: differs ? words.differs : undefined }}
            type="password"
            value={again}
            onChange={setAgain}
            autoComplete="new-password"
          />
          <Button type="submit" busy={change.isPending}>
            {words.button}
          </Button>
        </form>
      </div>
    </>
  )
}
