import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { newKey } from '../api.ts'
import { runAct, type ActName, type Values } from './acts.ts'

export type Job = { act: ActName; code: string; version: number; values: Values }

/** Acts upon several cases, one after the other: each is its own command, and one that fails keeps none of the others back. */
export function useBatch() {
  const client = useQueryClient()
  const [planned, setPlanned] = useState<readonly string[]>([])
  const [results, setResults] = useState<ReadonlyMap<string, string>>(new Map())
  const work = useMutation({
    mutationFn: async (jobs: readonly Job[]) => {
      for (const { act, code, version, values } of jobs) {
        const result = await runAct(act, { code, version }, values, { idempotencyKey: newKey() }).then(
          () => 'done',
          (error: unknown) => (error instanceof Error ? error.message : String(error)),
        )
        setResults((before) => new Map(before).set(code, result))
      }
    },
    onSettled: () =>
      Promise.all(
        ['cases.get', 'cases.inbox', 'cases.counts', 'cases.load'].map((name) =>
          client.invalidateQueries({ queryKey: [name] }),
        ),
      ),
  })
  return {
    planned,
    results,
    running: work.isPending,
    run: (jobs: readonly Job[]) => {
      setPlanned(jobs.map((job) => job.code))
      setResults(new Map())
      return work.mutateAsync(jobs)
    },
  }
}
