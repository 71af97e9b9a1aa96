import { useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { Output } from '../api.ts'
import { useMessages } from '../messages/use-messages.ts'
import { isServerPath, ownPath } from '../own-path.ts'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { CodeForm } from './sign-in-code.tsx'
import { DemoPeople } from './sign-in-demo.tsx'
import { OtherWays, SignInNews } from './sign-in-other.tsx'
import { PasswordForm } from './sign-in-password.tsx'
import styles from './sign-in.module.css'

export type Me = Output<'people.me'>

export function SignInPage() {
  const messages = useMessages()
  const [byCode, setByCode] = useState(false)
  const enter = useEnter()
  const way = byCode ? messages.signInPage.byPassword : messages.signInPage.byCode
  return (
    <>
      <PageTitle title={messages.signIn} lead={messages.signInPage.lead} house={messages.house} />
      <SignInNews />
      <DemoPeople onSignedIn={enter} />
      <div className={styles.page}>
        {byCode ? <CodeForm onSignedIn={enter} /> : <PasswordForm onSignedIn={enter} />}
        <p className={styles.other}>
          <Button kind="plain" onClick={() => setByCode(!byCode)}>
            {way}
          </Button>
        </p>
        <OtherWays onSignedIn={enter} />
      </div>
    </>
  )
}

/** Goes on to the page that asked for the sign-in, or to the face of the person who came. */
function useEnter() {
  const router = useRouter()
  const client = useQueryClient()
  const { next } = useSearch({ strict: false })
  return (me: Me) => {
    client.clear()
    client.setQueryData(['people.me', {}], me)
    const own = ownPath(next)
    if (me.mustChangePassword) return router.history.push(paths.password)
    if (me.secondFactorNeeded) return router.history.push(paths.account)
    if (own !== undefined && isServerPath(own)) return location.assign(own)
    router.history.push(own ?? (me.kind === 'official' ? paths.work : paths.home))
  }
}
