import { Link } from '@tanstack/react-router'
import { useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { buttonClass } from '../ui/button.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import styles from './plain-page.module.css'

export function NotFoundPage() {
  const { fault, house } = useMessages()
  return (
    <main id="content" className={styles.page}>
      <PageTitle title={fault.notFoundTitle} lead={fault.notFoundText} house={house} />
      <Link className={buttonClass()} to={paths.home}>
        {fault.home}
      </Link>
    </main>
  )
}
