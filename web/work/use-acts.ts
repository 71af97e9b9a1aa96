import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { newKey, Problem } from '../api.ts'
import { isUndoable, nothing, runAct, type ActName, type ActOutput, type CaseView, type Values } from './acts.ts'

export type Change = { type: string; at: string }

export type Acts = {
  run: (act: ActName, values?: Values, then?: () => void) => void
  pending: boolean
  error: Error | undefined
  /** What others did meanwhile, when the server refused because of it. */
  changes: readonly Change[] | undefined
  done: { act: ActName; documents: ActOutput['documents']; undoable: boolean } | undefined
  dismiss: () => void
}

const asked = ['cases.get', 'cases.inbox', 'cases.counts', 'cases.search', 'cases.load', 'cases.find-related']

/** The acts upon one case as this person does them: one at a time, once each, upon the version that is on the screen. */
export function useActs(found: CaseView): Acts {
  const client = useQueryClient()
  const [done, setDone] = useState<Acts['done']>()
  const attempt = useRef({ written: '', key: '' })
  const askAnew = () => Promise.all(asked.map((name) => client.invalidateQueries({ queryKey: [name] })))
  const work = useMutation({
    mutationFn: ({ act, values }: { act: ActName; values: Values }) => {
      const written = JSON.stringify([act, found.version, values])
      if (attempt.current.written !== written) attempt.current = { written, key: newKey() }
      return runAct(act, found, values, { idempotencyKey: attempt.current.key })
    },
    onSuccess: (output, { act }) => {
      setDone({ act, documents: output.documents, undoable: isUndoable(act) })
      return askAnew()
    },
    onError: (error) => (error instanceof Problem && error.status === 409 ? askAnew() : undefined),
  })
  return {
    pending: work.isPending,
    error: work.error ?? undefined,
    changes: changesOf(work.error),
    done,
    dismiss: () => {
      setDone(undefined)
      work.reset()
    },
    run: (act, values = nothing, then) => {
      setDone(undefined)
      work.mutate({ act, values }, { onSuccess: () => then?.() })
    },
  }
}

/** A conflict says which facts were stated since the version that the person saw. */
function changesOf(error: Error | null): Change[] | undefined {
  if (!(error instanceof Problem) || error.code !== 'case-changed') return undefined
  const { since } = error.members
  return Array.isArray(since) ? since.flatMap(readChange) : []
}

function readChange(value: unknown): Change[] {
  if (typeof value !== 'object' || value === null || !('type' in value) || !('at' in value)) return []
  return [{ type: String(value.type), at: String(value.at) }]
}
