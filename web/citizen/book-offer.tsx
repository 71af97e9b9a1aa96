import { IconCalendarPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useAppointments } from '../messages/use-appointments.ts'
import { paths } from '../paths.ts'
import { buttonClass } from '../ui/button.tsx'
import styles from './appointments.module.css'

type OfferProps = { procedure?: string; caseCode?: string; primary?: boolean }

/** From a procedure, or a case whose result waits, to a time at a centre. */
export function BookOffer({ procedure, caseCode, primary }: OfferProps) {
  const t = useAppointments()
  return (
    <p className={styles.offer}>
      <Link
        className={buttonClass(primary ? {} : { kind: 'secondary' })}
        to={paths.appointmentBook}
        search={{
          ...(procedure !== undefined && { thutuc: procedure }),
          ...(caseCode !== undefined && { hoso: caseCode }),
        }}
      >
        <IconCalendarPlus size={20} aria-hidden />
        {caseCode === undefined ? t.offer : t.resultOffer}
      </Link>
    </p>
  )
}
