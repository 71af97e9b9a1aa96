import type { PaperDue } from '#core/forms/decide'
import type { Answers } from '#core/forms/model'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { api, newKey, type Input } from '../api.ts'
import type { Person } from './prefill.ts'
import type { Registered } from './reception-done.tsx'
import type { ProcedureView } from './reception-form.tsx'
import { filedPapers, type Brought } from './reception-papers.tsx'
import type { Counter } from './reception-page.tsx'
import type { Payment } from './reception-summary.tsx'

type World = {
  procedure: ProcedureView
  counter: Counter
  unit: string | undefined
  person: Person
  submitter: Person | undefined
  brought: Brought
  papers: readonly PaperDue[]
  payment: Payment
  onDone: (done: Registered) => void
}

/** Registers, accepts, and takes the money: two commands, of which the first is the one that counts. */
export function useRegister(world: World) {
  const client = useQueryClient()
  const attempt = useRef({ written: '', key: '' })
  const work = useMutation({
    mutationFn: async ({ answers, accept }: { answers: Answers; accept: boolean }): Promise<Registered> => {
      const input = inputOf(world, answers, accept)
      const written = JSON.stringify(input)
      if (attempt.current.written !== written) attempt.current = { written, key: newKey() }
      const filed = await api.command('cases.register', input, { idempotencyKey: attempt.current.key })
      const { payment, procedure } = world
      const owed = filed.fees.reduce((sum, fee) => sum + fee.amount, 0)
      const pays = payment.now && owed > 0 && payment.receipt.trim() !== ''
      const paid = pays
        ? await api
            .command(
              'cases.pay',
              { code: filed.code, receiptNumber: payment.receipt.trim() },
              { idempotencyKey: newKey() },
            )
            .then(() => true)
            .catch(() => false)
        : undefined
      return { filed, procedure, accepted: accept, paid }
    },
    onSuccess: (done) => {
      for (const name of ['cases.inbox', 'cases.counts', 'cases.search'])
        void client.invalidateQueries({ queryKey: [name] })
      world.onDone(done)
    },
  })
  return {
    go: (answers: Answers, accept: boolean) => {
      if (!work.isPending) work.mutate({ answers, accept })
    },
    pending: work.isPending,
    done: work.isSuccess,
    error: work.error ?? undefined,
  }
}

function inputOf(world: World, answers: Answers, accept: boolean): Input<'cases.register'> {
  const { procedure, counter, unit, person, submitter, brought, papers } = world
  return {
    procedure: procedure.code,
    channel: counter.channel,
    receptionUnit: counter.unit,
    ...(unit && { competentUnit: unit }),
    answers,
    papers: filedPapers(papers, brought),
    applicant: applicantOf(person),
    ...(submitter && submitter.name.trim() !== '' && { submitter: applicantOf(submitter) }),
    accept,
  }
}

function applicantOf({ name, personalId, phone, email, address }: Person) {
  return {
    name: name.trim(),
    ...(personalId && { personalId }),
    ...(phone.trim() && { phone: phone.trim() }),
    ...(email.trim() && { email: email.trim() }),
    ...(address.trim() && { address: address.trim() }),
  }
}
