import { IconHelpCircle, IconKey } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useMandates } from '../messages/use-mandates.ts'
import { paths } from '../paths.ts'
import { useOfficial } from './session.ts'

/** Shown to those whose post helps people at a device, or finishes giving an account back. */
export function DutyLinks() {
  const words = useMandates()
  const { posts } = useOfficial()
  const has = (duty: 'assist' | 'finish-recovery') => posts.some(({ duties }) => duties.includes(duty))
  return (
    <>
      {has('assist') && (
        <Link to={paths.workAssist}>
          <IconHelpCircle size={18} aria-hidden />
          {words.assist.nav}
        </Link>
      )}
      {has('finish-recovery') && (
        <Link to={paths.workRecovery}>
          <IconKey size={18} aria-hidden />
          {words.recovery.nav}
        </Link>
      )}
    </>
  )
}
