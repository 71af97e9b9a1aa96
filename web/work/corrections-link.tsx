import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask } from '../api.ts'
import { useFormat } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { useWork } from './use-work.ts'

/** The way to what people say is wrong, with how many wait, and how many too long. */
export function CorrectionsLink() {
  const { reception } = useWork()
  const format = useFormat()
  const waiting = useQuery(ask('profiles.count-corrections', {}))
  const count = waiting.data?.waiting ?? 0
  const late = waiting.data?.overdue ?? 0
  return (
    <Link to={paths.workCorrections}>
      {reception.corrections}
      {count > 0 &&
        ` (${format.number(count)}${late > 0 ? `, ${reception.correctionsOverdue(format.number(late))}` : ''})`}
    </Link>
  )
}
