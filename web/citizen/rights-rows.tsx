import { IconDatabase, IconEye } from '@tabler/icons-react'
import { RowLink } from '../components/row-link.tsx'
import { useMe } from '../components/use-me.ts'
import { useMyData } from '../messages/use-rights.ts'
import { paths } from '../paths.ts'
import listStyles from '../ui/list.module.css'
import styles from './rights.module.css'
import { useLooks } from './use-looks.ts'

/** From the account to what is kept of its person, and to who looked at it. */
export function DataRows() {
  const words = useMyData()
  const looks = useLooks()
  const me = useMe()
  if (me.data?.kind !== 'citizen') return null
  return (
    <ul className={`${listStyles.list} ${styles.rows}`}>
      <li>
        <RowLink
          to={paths.myData}
          title={words.title}
          note={words.rowNote}
          mark={<IconDatabase size={24} aria-hidden />}
        />
      </li>
      <li>
        <RowLink to={paths.looks} title={looks.title} note={words.looksNote} mark={<IconEye size={24} aria-hidden />} />
      </li>
    </ul>
  )
}
