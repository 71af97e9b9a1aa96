import { IconFilePlus, IconFolder } from '@tabler/icons-react'
import type { Output } from '../api.ts'
import { RowLink } from '../components/row-link.tsx'
import { useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import listStyles from '../ui/list.module.css'
import styles from './home.module.css'

/** The home of a person who acts for another: what can be done for them, and nothing of one's own in between. */
export function ActingHome({ acting }: { acting: NonNullable<Output<'people.me'>['acting']> }) {
  const { acting: words } = useMessages()
  return (
    <section className={styles.section} aria-labelledby="acting">
      <h2 id="acting" className="visually-hidden">
        {acting.name}
      </h2>
      <ul className={listStyles.list}>
        <li>
          <RowLink
            to={paths.procedures}
            title={words.file(acting.name)}
            note={words.fileNote}
            mark={<IconFilePlus size={28} aria-hidden />}
          />
        </li>
        <li>
          <RowLink
            to={paths.mine}
            title={words.casesOf(acting.name)}
            note={words.casesNote}
            mark={<IconFolder size={28} aria-hidden />}
          />
        </li>
      </ul>
    </section>
  )
}
