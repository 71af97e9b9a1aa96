import { useParams } from '@tanstack/react-router'
import { useAppointments } from '../messages/use-appointments.ts'
import { useMessages } from '../messages/use-messages.ts'
import { PageTitle } from '../ui/page-title.tsx'
import { Wait } from './wait.tsx'
import page from './page.module.css'

/** What the code of a slip leads to: the wait of that number, without an account. */
export function TicketPage() {
  const { wait } = useAppointments()
  const { house } = useMessages()
  const { id = '' } = useParams({ strict: false })
  return (
    <div className={page.narrow}>
      <PageTitle title={wait.title} house={house} />
      <Wait id={id} />
    </div>
  )
}
