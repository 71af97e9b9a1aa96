import { lockIdentity } from '#core/forms/representing'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { ask, type Output } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useActing, useMandate } from '../components/use-acting.ts'
import { useMe } from '../components/use-me.ts'
import { say, useLocale, useMessages } from '../messages/use-messages.ts'
import { Skeleton } from '../ui/state.tsx'
import { useDraft } from './use-draft.ts'
import { Walk, type ProcedureView } from './walk.tsx'

/** One object, so that the form is not judged anew for nothing. */
const nothingKnown: Output<'procedures.prefill'> = { known: {}, sources: {}, papers: {} }

/** Filled in for somebody else, a form takes who they are from the mandate. */
const asRepresented = (found: ProcedureView): ProcedureView => ({
  ...found,
  form: found.form.map((section) => ({ ...section, fields: section.fields.map(lockIdentity) })),
})

export function ApplyPage() {
  const { loading, mine } = useMessages()
  const locale = useLocale()
  const { code = '' } = useParams({ strict: false })
  const procedure = useQuery({ ...ask('procedures.get', { code }), staleTime: 5 * 60_000 })
  const me = useMe()
  const account = me.data?.signedIn ? me.data.id : ''
  const acting = useActing()
  const under = useMandate()
  const title = `${mine.draft}: ${procedure.data ? say(procedure.data.name, locale) : code}`
  const draft = useDraft({ account, procedure: code, ...under }, !me.isPending, title)
  const known = useQuery({
    ...ask('procedures.prefill', { code, ...under }),
    enabled: me.data?.kind === 'citizen' || acting !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  const waiting = <Skeleton lines={8} label={loading} />
  return (
    <QueryState query={procedure} waiting={waiting}>
      {(found) =>
        draft.written && !known.isLoading ? (
          <Walk
            key={`${account} ${acting?.mandate}`}
            procedure={acting ? asRepresented(found) : found}
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
