import { SecuritySections } from '../components/account/security-sections.tsx'
import { useAccount } from '../messages/use-account.ts'
import { useMessages } from '../messages/use-messages.ts'
import { PageTitle } from '../ui/page-title.tsx'
import frame from './work.module.css'

export function AccountPage() {
  const words = useAccount()
  const { house } = useMessages()
  return (
    <main id="content" className={frame.page}>
      <PageTitle title={words.title} lead={words.lead} house={house} />
      <SecuritySections />
    </main>
  )
}
