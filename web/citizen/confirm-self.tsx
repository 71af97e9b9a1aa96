import { Link } from '@tanstack/react-router'
import { useMyData } from '../messages/use-rights.ts'
import { paths } from '../paths.ts'
import { buttonClass } from '../ui/button.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import type { MyData } from './rights-page.tsx'

export type Proof = { password?: string; code?: string }

type ConfirmSelfProps = { id: string; ways: MyData['confirm']; proof: Proof; onChange: (proof: Proof) => void }

/** Whoever sits at an open page shows that they are its person: by what they have, the easiest first. */
export function ConfirmSelf({ id, ways, proof, onChange }: ConfirmSelfProps) {
  const { self: words } = useMyData()
  if (ways.fresh) return <Notice>{words.fresh}</Notice>
  if (ways.password)
    return (
      <TextInput
        frame={{ id: `${id}-password`, label: words.password }}
        type="password"
        autoComplete="current-password"
        width="medium"
        value={proof.password ?? ''}
        onChange={(password) => onChange(password === '' ? {} : { password })}
      />
    )
  if (ways.code)
    return (
      <TextInput
        frame={{ id: `${id}-code`, label: words.code }}
        inputMode="numeric"
        autoComplete="one-time-code"
        width="short"
        value={proof.code ?? ''}
        onChange={(code) => onChange(code === '' ? {} : { code })}
      />
    )
  return (
    <Notice kind="watch">
      <p>{words.again}</p>
      <Link
        className={buttonClass({ kind: 'secondary' })}
        to={paths.signIn}
        search={{ next: location.pathname, again: '1' }}
      >
        {words.signIn}
      </Link>
    </Notice>
  )
}

/** Whether there is a way at all; without one the person signs in again first. */
export const canConfirm = (ways: MyData['confirm']): boolean => ways.fresh || ways.password || ways.code

/** Whether what was given can be sent. */
export const isProven = (ways: MyData['confirm'], proof: Proof): boolean =>
  ways.fresh || proof.password !== undefined || proof.code !== undefined
