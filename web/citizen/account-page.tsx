import { SecuritySections } from '../components/account/security-sections.tsx'
import { useAccount } from '../messages/use-account.ts'
import { useMessages } from '../messages/use-messages.ts'
import { DataRows } from './rights-rows.tsx'
import { MandatesRow } from './mandates-row.tsx'
import { QrRow } from './qr-row.tsx'
import { PageTitle } from '../ui/page-title.tsx'

/** `/tai-khoan`: what concerns the account itself. A further part is a further section. */
export function AccountPage() {
  const words = useAccount()
  const { house } = useMessages()
  return (
    <>
      <PageTitle title={words.title} lead={words.lead} house={house} />
      <QrRow />
      <MandatesRow />
      <DataRows />
      <SecuritySections />
    </>
  )
}
