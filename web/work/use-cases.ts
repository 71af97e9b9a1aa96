import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { api, type Input, type Output } from '../api.ts'

export type CaseItem = Output<'cases.inbox'>['items'][number]

/**
 * The pages of a list as one; the part `pages` keeps its cache apart from single questions. A typed text, which may be a name, goes
 * in the body; the list keeps its name, so that it is asked anew like the whole one.
 */
export function useInbox(input: Input<'cases.inbox'>, q: string) {
  return useInfiniteQuery({
    queryKey: ['cases.inbox', input, 'pages', q] as const,
    queryFn: ({ pageParam, signal }) => {
      const page = { ...input, ...(pageParam && { after: pageParam }) }
      return q
        ? api.command('cases.search-inbox', { ...page, q }, { signal })
        : api.query('cases.inbox', page, { signal })
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  })
}

export function useSearch(input: Input<'cases.search'>, enabled: boolean) {
  return useInfiniteQuery({
    queryKey: ['cases.search', input, 'pages'] as const,
    queryFn: ({ pageParam, signal }) =>
      api.command('cases.search', { ...input, ...(pageParam && { after: pageParam }) }, { signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    enabled,
  })
}

/** A consulted case may stand on two pages, once as a question and once as work: shown once. */
export function rowsOf(pages: readonly { items: readonly CaseItem[] }[] | undefined): CaseItem[] {
  const rows = new Map<string, CaseItem>()
  for (const item of (pages ?? []).flatMap((page) => page.items)) if (!rows.has(item.code)) rows.set(item.code, item)
  return [...rows.values()]
}

/** Calls when the element comes near the screen: the end of a list loads its next page. */
export function useNear(near: () => void) {
  const element = useRef<HTMLDivElement>(null)
  const latest = useRef(near)
  useEffect(() => {
    latest.current = near
  })
  useEffect(() => {
    const target = element.current
    if (!target) return
    const watch = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) latest.current()
      },
      { rootMargin: '400px' },
    )
    watch.observe(target)
    return () => watch.disconnect()
  })
  return element
}
