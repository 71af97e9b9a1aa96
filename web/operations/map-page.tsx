import { useMessages } from '../messages/use-messages.ts'
import { PageTitle } from '../ui/page-title.tsx'

export function MapPage() {
  const { house } = useMessages()
  return (
    <main id="content">
      <PageTitle title="Bản đồ điều hành" house={house} />
    </main>
  )
}
