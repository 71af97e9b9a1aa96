import { useQuery } from '@tanstack/react-query'
import { ask, useCommand, type Output } from '../api.ts'
import { useLive } from '../live.ts'
import { useOfficial } from './session.ts'

export type Desk = Output<'appointments.desk'>
export type Line = Desk['waiting'][number]

const refresh = ['appointments.desk'] as const

/** The service centre at which the official has a post; undefined for everybody else. */
export function useCentre() {
  const { units } = useOfficial()
  const centres = useQuery({ ...ask('appointments.list-centres', {}), staleTime: 60 * 60_000 })
  return { ...centres, centre: centres.data?.items.find(({ code }) => units.includes(code)) }
}

export function useDeskOf(centre: string) {
  const desk = useQuery({ ...ask('appointments.desk', { centre }), staleTime: 0, refetchInterval: 60_000 })
  useLive([`hall:${centre}`], refresh)
  return desk
}

/** What a clerk does at their counter, by one set of mutations; the last that failed says why. */
export function useCounterActs(centre: string, counter: number) {
  const open = useCommand('appointments.open-counter', refresh)
  const close = useCommand('appointments.close-counter', refresh)
  const next = useCommand('appointments.call-next', refresh)
  const again = useCommand('appointments.call-again', refresh)
  const finish = useCommand('appointments.finish', refresh)
  const absent = useCommand('appointments.mark-absent', refresh)
  const over = useCommand('appointments.hand-over', refresh)
  const back = useCommand('appointments.take-back', refresh)
  const at = { centre, counter }
  const all = [open, close, next, again, finish, absent, over, back]
  const busy = all.some(({ isPending }) => isPending)
  /** One thing at a time: a second press while an answer is on its way does nothing. */
  const once = (act: () => void) => () => {
    if (busy) return
    for (const one of all) one.reset()
    act()
  }
  return {
    busy,
    error: all.find(({ error }) => error !== null)?.error ?? undefined,
    open: (no: number) => once(() => open.mutate({ centre, counter: no }))(),
    close: once(() => close.mutate(at)),
    callNext: once(() => next.mutate(at)),
    callAgain: (ticket: string) => once(() => again.mutate({ ...at, ticket }))(),
    finish: (ticket: string) => once(() => finish.mutate({ ...at, ticket }))(),
    finishAndCall: (ticket: string) =>
      once(() => finish.mutate({ ...at, ticket }, { onSuccess: () => next.mutate(at) }))(),
    markAbsent: (ticket: string) => once(() => absent.mutate({ ...at, ticket }))(),
    handOver: (ticket: string, to: string) => once(() => over.mutate({ ...at, ticket, to }))(),
    takeBack: (ticket: string) => once(() => back.mutate({ ...at, ticket }))(),
  }
}

export type CounterActs = ReturnType<typeof useCounterActs>
