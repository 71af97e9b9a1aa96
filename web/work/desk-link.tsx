import { IconMessage2 } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { useDesk, useDeskWords } from './use-desk.ts'

/** Shown to those whose post reads a form or publishes news. */
export function DeskLink() {
  const words = useDeskWords()
  const desk = useDesk()
  if (!desk.data || (desk.data.forms.length === 0 && !desk.data.mayPublish)) return null
  return (
    <Link to={paths.workDesk}>
      <IconMessage2 size={18} aria-hidden />
      {words.nav}
    </Link>
  )
}
