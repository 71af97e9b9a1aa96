import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Skeleton } from '../ui/state.tsx'
import { useMessages } from '../messages/use-messages.ts'
import { ErrorState } from './error-state.tsx'

type QueryStateProps<Data> = {
  query: UseQueryResult<Data>
  /** Holds the place while the first answer is under way. */
  waiting?: ReactNode
  children: (data: Data) => ReactNode
}

/** The three states of every question to the server. An answer that is there stays on screen while it is asked anew. */
export function QueryState<Data>({ query, waiting, children }: QueryStateProps<Data>) {
  const messages = useMessages()
  if (query.data !== undefined) return children(query.data)
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  return waiting ?? <Skeleton label={messages.loading} />
}
