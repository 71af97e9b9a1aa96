import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { ask } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useMe } from '../components/use-me.ts'
import { useMessages } from '../messages/use-messages.ts'
import { Skeleton } from '../ui/state.tsx'
import { useDraft } from './use-draft.ts'
import { Walk } from './walk.tsx'

export function ApplyPage() {
  const { loading } = useMessages()
  const { code = '' } = useParams({ strict: false })
  const procedure = useQuery({ ...ask('procedures.get', { code }), staleTime: 5 * 60_000 })
  const me = useMe()
  const account = me.data?.signedIn ? me.data.id : ''
  const draft = useDraft(account, code, !me.isPending)
  const waiting = <Skeleton lines={8} label={loading} />
  return (
    <QueryState query={procedure} waiting={waiting}>
      {(found) =>
        draft.written ? (
          <Walk key={account} procedure={found} draft={{ ...draft, written: draft.written }} account={account} />
        ) : (
          waiting
        )
      }
    </QueryState>
  )
}
