import { useMessages } from '../messages/use-messages.ts'
import { PageTitle } from '../ui/page-title.tsx'

export function InboxPage() {
  const { house } = useMessages()
  return (
    <main id="content">
      <PageTitle title="Việc của tôi" house={house} />
    </main>
  )
}
