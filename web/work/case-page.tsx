import { IconArrowLeft } from '@tabler/icons-react'
import { useNavigate, useParams, useRouter } from '@tanstack/react-router'
import { useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { useDocumentTitle } from '../ui/page-title.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { CaseSheet } from './case-sheet.tsx'
import { useWork } from './use-work.ts'
import styles from './case.module.css'

/** The case on the whole screen. */
export function CasePage() {
  const { code = '' } = useParams({ strict: false })
  const { house } = useMessages()
  const { page } = useWork()
  const router = useRouter()
  const navigate = useNavigate()
  useDocumentTitle(code, house)
  const back = () => (router.history.canGoBack() ? router.history.back() : void navigate({ to: paths.work }))
  useKeys({ Escape: back, '/': () => void navigate({ to: paths.workSearch }) })
  return (
    <main id="content" className={styles.page}>
      <div className={styles.backLine}>
        <Button kind="plain" small onClick={back} shortcut="Esc">
          <IconArrowLeft size={18} aria-hidden />
          {page.list}
        </Button>
      </div>
      <CaseSheet key={code} code={code} heading="h1" />
    </main>
  )
}
