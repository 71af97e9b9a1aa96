import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ask, type Output } from '../api.ts'
import { useMe } from '../components/use-me.ts'
import { say, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { foldText } from '../ui/fold-text.ts'

/** One line of what was found: a procedure, a service, or something of the person's own. */
export type Found = { key: string; title: string; note: string; path: string; own?: boolean }
export type FoundHere = { items: readonly Found[]; total: number; ready: boolean; failed: boolean }

const shown = 6
const shownOwn = 3
const shownServices = 2

/** Procedures alone, as the catalogue's page finds them. */
export function useProceduresFound(words: string, wanted: boolean): FoundHere {
  const found = useQuery({
    ...ask('procedures.search', { q: words, limit: shown }),
    enabled: wanted,
    placeholderData: keepPreviousData,
  })
  const items = (found.data?.items ?? []).map(procedureFound)
  return { items, total: found.data?.total ?? 0, ready: found.data !== undefined, failed: found.isError }
}

/** Everything that the words may mean: one's own cases and papers first, then procedures, then services. */
export function useAllFound(words: string, wanted: boolean): FoundHere {
  const own = useOwn(words, wanted)
  const found = useQuery({
    ...ask('services.search', { q: words, limit: shown }),
    enabled: wanted,
    placeholderData: keepPreviousData,
  })
  const services = found.data?.services ?? []
  const ofKind = (procedure: boolean) => services.filter(({ kind }) => (kind === 'procedure') === procedure)
  const items = [
    ...own,
    ...ofKind(true).slice(0, shownServices).map(serviceFound),
    ...(found.data?.procedures ?? []).slice(0, shown - shownServices).map(procedureFound),
    ...ofKind(false).slice(0, shownServices).map(serviceFound),
  ].filter(({ path }) => path !== '')
  const total = own.length + (found.data?.total ?? 0)
  return { items, total, ready: found.data !== undefined, failed: found.isError }
}

type Hit = Output<'services.search'>

const procedureFound = ({ code, name, fieldName }: Hit['procedures'][number]): Found => ({
  key: `procedure ${code}`,
  title: name,
  note: fieldName,
  path: paths.procedure.replace('$code', code),
})

const serviceFound = ({ id, name, summary, path, site }: Hit['services'][number]): Found => ({
  key: `service ${id}`,
  title: name,
  note: summary,
  path: path ?? site ?? '',
})

/** What one owns is looked for on the device: its words go nowhere. */
function useOwn(words: string, wanted: boolean): Found[] {
  const { search } = useMessages()
  const locale = useLocale()
  const me = useMe()
  const enabled = wanted && me.data?.kind === 'citizen'
  const cases = useQuery({ ...ask('cases.list-mine', {}), enabled, staleTime: 60_000 })
  const papers = useQuery({ ...ask('profiles.list-papers', {}), enabled, staleTime: 60_000 })
  if (!enabled) return []
  const folded = foldText(words)
  const has = (...texts: (string | undefined)[]) => texts.some((text) => foldText(text ?? '').includes(folded))
  const ofCases = (cases.data?.items ?? []).map(({ code, procedure, state }) => ({
    key: `case ${code}`,
    title: say(procedure.name, locale),
    note: `${search.ownCase} · ${code} · ${say(state.text, locale)}`,
    path: paths.myCase.replace('$code', code),
    own: true,
    fits: has(code, say(procedure.name, locale)),
  }))
  const ofPapers = (papers.data?.items ?? []).map(({ id, name, number }) => ({
    key: `paper ${id}`,
    title: say(name, locale),
    note: [search.ownPaper, number].filter(Boolean).join(' · '),
    path: paths.paper.replace('$id', id),
    own: true,
    fits: has(number, say(name, locale)),
  }))
  return [ofPapers, ofCases].flatMap((list) => list.filter(({ fits }) => fits).slice(0, shownOwn))
}
