import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import { useMandates } from '../messages/use-mandates.ts'
import { paths } from '../paths.ts'

/** What else is done at a counter for a person with their card. */
export function CounterLinks() {
  const { counter: words } = useMandates()
  const links = [
    [paths.workVerify, words.verify],
    [paths.workMandate, words.title],
    [paths.workRecovery, words.recover],
  ] as const
  return (
    <>
      {links.map(([to, title], at) => (
        <Fragment key={to}>
          {at > 0 && ' · '}
          <Link to={to}>{title}</Link>
        </Fragment>
      ))}
    </>
  )
}
