import { IconTicket } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useAppointments } from '../messages/use-appointments.ts'
import { paths } from '../paths.ts'

/** Shown to those who sit at a counter. */
export function CounterLink() {
  const { desk } = useAppointments()
  return (
    <Link to={paths.workCounter}>
      <IconTicket size={18} aria-hidden />
      {desk.nav}
    </Link>
  )
}
