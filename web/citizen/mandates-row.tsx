import { IconUsers } from '@tabler/icons-react'
import { RowLink } from '../components/row-link.tsx'
import { useMandates } from '../messages/use-mandates.ts'
import { paths } from '../paths.ts'
import listStyles from '../ui/list.module.css'

/** The way to the mandates, from the account. */
export function MandatesRow() {
  const words = useMandates()
  return (
    <ul className={listStyles.list}>
      <li>
        <RowLink
          to={paths.mandates}
          title={words.link}
          note={words.linkNote}
          mark={<IconUsers size={28} aria-hidden />}
        />
      </li>
    </ul>
  )
}
