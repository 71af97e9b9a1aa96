import { useMessages } from '../messages/use-messages.ts'
import { PageTitle } from '../ui/page-title.tsx'

export function HomePage() {
  const { home, house } = useMessages()
  return <PageTitle title={home.title} house={house} />
}
