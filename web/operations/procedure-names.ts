import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { ask } from '../api.ts'
import { say, useLocale } from '../messages/use-messages.ts'

/** Names of the procedures that have cases, by the id that figures and events carry. */
export function useProcedureNames(): (id: string) => string {
  const locale = useLocale()
  const { data } = useQuery({ ...ask('processes.list', {}), staleTime: 5 * 60_000 })
  return useMemo(() => {
    const names = new Map((data?.items ?? []).map(({ procedure, name }) => [procedure, say(name, locale)]))
    return (id) => names.get(id) ?? id
  }, [data, locale])
}

/** Names of what can be reported. */
export function useCategoryNames(): (id: string) => string {
  const locale = useLocale()
  const { data } = useQuery({ ...ask('reports.categories', {}), staleTime: 60 * 60_000 })
  return useMemo(() => {
    const names = new Map((data?.items ?? []).map(({ id, name }) => [id, say(name, locale)]))
    return (id) => names.get(id) ?? id
  }, [data, locale])
}
