import { Link } from '@tanstack/react-router'
import { useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { buttonClass } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'

/** On the way to filing: the sign-in leads back to this very step, and the device keeps what was written. */
export function SignInFirst() {
  const { form } = useMessages()
  return (
    <Notice title={form.signInFirst}>
      <p>{form.signInFirstText}</p>
      <p>
        <Link className={buttonClass()} to={paths.signIn} search={{ next: location.pathname + location.search }}>
          {form.signInFirst}
        </Link>
      </p>
    </Notice>
  )
}
