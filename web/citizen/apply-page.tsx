import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { ask, type Output } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useMe } from '../components/use-me.ts'
import { say, useLocale, useMessages } from '../messages/use-messages.ts'
import { Skeleton } from '../ui/state.tsx'
import { useDraft } from './use-draft.ts'
import { Walk } from './walk.tsx'

/** One object, so that the form is not judged anew for nothing. */
const nothingKnown: Output<'procedures.prefill'> = { known: {}, sources: {}, papers: {} }

export function ApplyPage() {
  const { loading, mine } = useMessages()
  const locale = useLocale()
  const { code = '' } = useParams({ strict: false })
  const procedure = useQuery({ ...ask('procedures.get', { code }), staleTime: 5 * 60_000 })
  const me = useMe()
  const account = me.data?.signedIn ? me.data.id : ''
  const title = `${mine.draft}: ${procedure.data ? say(procedure.data.name, locale) : code}`
  const draft = useDraft(account, code, !me.isPending, title)
  const known = useQuery({
    ...ask('procedures.prefill', { code }),
    enabled: me.data?.kind === 'citizen',
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  const waiting = <Skeleton lines={8} label={loading} />
  return (
    <QueryState query={procedure} waiting={waiting}>
      {(found) =>
        draft.written && !known.isLoading ? (
          <Walk
            key={account}
            procedure={found}
            known={(known.data ?? nothingKnown).known}
            sources={(known.data ?? nothingKnown).sources}
            ownPapers={(known.data ?? nothingKnown).papers}
            draft={{ ...draft, written: draft.written }}
            account={account}
          />
        ) : (
          waiting
        )
      }
    </QueryState>
  )
}
