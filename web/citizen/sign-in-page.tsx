import { useMessages } from '../messages/use-messages.ts'
import { PageTitle } from '../ui/page-title.tsx'

export function SignInPage() {
  const { signIn, house } = useMessages()
  return <PageTitle title={signIn} house={house} />
}
