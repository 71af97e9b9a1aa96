import { IconArrowsMaximize } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { buttonClass } from '../ui/button.tsx'
import { EmptyState } from '../ui/state.tsx'
import { CaseSheet } from './case-sheet.tsx'
import { useWork } from './use-work.ts'
import styles from './case-list.module.css'

/** The case beside the list. */
export function CasePane({ code, onNext }: { code: string | undefined; onNext?: () => void }) {
  const { list, page } = useWork()
  if (!code) {
    return (
      <div className={styles.nothing}>
        <EmptyState title={list.pick} text={list.pickText} />
      </div>
    )
  }
  return (
    <CaseSheet
      key={code}
      code={code}
      heading="h2"
      {...(onNext && { onNext })}
      tools={
        <Link
          to={paths.workCase}
          params={{ code }}
          className={buttonClass({ kind: 'plain', small: true })}
          title={page.open}
        >
          <IconArrowsMaximize size={18} aria-hidden />
          {page.open}
        </Link>
      }
    />
  )
}
