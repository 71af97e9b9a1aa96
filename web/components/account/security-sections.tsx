import { useQuery } from '@tanstack/react-query'
import { ask } from '../../api.ts'
import { QueryState } from '../query-state.tsx'
import { ConnectionsSection } from './connections-section.tsx'
import { PasskeysSection } from './passkeys-section.tsx'
import { SessionsSection, SignInsSection } from './sessions-section.tsx'
import { SignInWays } from './sign-in-ways.tsx'
import { TotpSection } from './totp-section.tsx'
import styles from './account.module.css'

/** How my account opens and who knows of me: the same for citizens and officials, in each one's own face. */
export function SecuritySections() {
  const security = useQuery(ask('people.get-security', {}))
  return (
    <QueryState query={security}>
      {(found) => (
        <div className={styles.sections}>
          <SignInWays security={found} />
          <PasskeysSection security={found} />
          <TotpSection security={found} />
          <SessionsSection security={found} />
          <ConnectionsSection />
          <SignInsSection security={found} />
        </div>
      )}
    </QueryState>
  )
}
