import { IconFingerprint, IconId } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { Problem } from '../api.ts'
import { enterByPasskey, passkeysWork } from '../components/account/passkey.ts'
import { useMe } from '../components/use-me.ts'
import { useAccount } from '../messages/use-account.ts'
import { ownPath } from '../own-path.ts'
import { paths } from '../paths.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import type { Me } from './sign-in-page.tsx'
import styles from './sign-in.module.css'

/** Beside the password: a passkey of this device, and VNeID where it is connected. */
export function OtherWays({ onSignedIn }: { onSignedIn: (me: Me) => void }) {
  const { signIn: words, passkeys } = useAccount()
  const me = useMe()
  const { next } = useSearch({ strict: false })
  const passkey = useMutation({ mutationFn: enterByPasskey, onSuccess: onSignedIn })
  const to = encodeURIComponent(ownPath(next) ?? paths.home)
  return (
    <section className={styles.ways} aria-label={words.or}>
      <p className={styles.or} aria-hidden>
        {words.or}
      </p>
      {passkey.isError && (
        <Notice kind="bad" announce>
          {passkey.error instanceof Problem ? passkey.error.message : passkeys.signInCancelled}
        </Notice>
      )}
      {passkeysWork() && (
        <Button kind="secondary" wide busy={passkey.isPending} onClick={() => passkey.mutate()}>
          <IconFingerprint size={20} stroke={1.75} aria-hidden /> {words.passkey}
        </Button>
      )}
      {me.data?.vneid && (
        <a className={buttonClass({ kind: 'secondary', wide: true })} href={`/vneid/dang-nhap?next=${to}`}>
          <IconId size={20} stroke={1.75} aria-hidden /> {words.vneid}
        </a>
      )}
    </section>
  )
}

/** Why the person is here again: an application asked for it, or a way in failed. */
export function SignInNews() {
  const { signIn: words } = useAccount()
  const { loi, again } = useSearch({ strict: false })
  const fault = Object.entries(words.faults).find(([code]) => code === loi)?.[1]
  return (
    <>
      {fault && (
        <Notice kind="bad" announce>
          {fault}
        </Notice>
      )}
      {again && <Notice>{words.again}</Notice>}
    </>
  )
}
