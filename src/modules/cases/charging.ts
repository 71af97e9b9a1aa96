import type { Text } from '#core/i18n'
import { decideFees, type FeeDue } from '#core/forms/decide'
import type { Examination } from '#core/forms/examine'
import type { Procedure } from '#modules/procedures'
import type { NewFee } from './store/writing.ts'

export type FeeSet = FeeDue & { amount: number }

/** The fees that the answers decide. One that they do not decide is set by the officer later (`cases.ask-payment`). */
export const feesOf = (procedure: Procedure, scope: Examination['scope']): FeeSet[] =>
  decideFees(procedure.fees, scope).flatMap((fee) => (fee.amount === undefined ? [] : [{ ...fee, amount: fee.amount }]))

export const feeRows = (fees: readonly FeeSet[]): NewFee[] =>
  fees.map(({ id, kind, name, amount, because }) => ({ fee: id, kind, name, amount, because }))

export type FeeKept = { fee: string; amount: number; paid: boolean }
export type FeesAnew = { drop: string[]; put: NewFee[]; overpaid: number }

/**
 * What corrected answers make of a case's fees. What was paid stays with its receipt: a higher fee asks for the rest as a
 * line of its own, a lower one leaves the excess for the agency to give back. What no rule of the procedure set is not touched.
 */
export function chargeAnew(procedure: Procedure, before: readonly FeeKept[], now: readonly FeeSet[]): FeesAnew {
  const anew: FeesAnew = { drop: [], put: [], overpaid: 0 }
  for (const { id } of procedure.fees) {
    const lines = before.filter(({ fee }) => fee === id || fee.startsWith(`${id}:`))
    const paid = lines.filter((line) => line.paid)
    anew.drop.push(...lines.filter((line) => !line.paid).map(({ fee }) => fee))
    const sum = paid.reduce((total, { amount }) => total + amount, 0)
    const due = now.find((fee) => fee.id === id)
    const rest = (due?.amount ?? 0) - sum
    if (rest < 0) anew.overpaid -= rest
    if (!due || (paid.length > 0 && rest <= 0)) continue
    anew.put.push(...feeRows([paid.length === 0 ? due : restOf(due, rest, paid.length + 1)]))
  }
  return anew
}

const restOf = (fee: FeeSet, amount: number, line: number): FeeSet => ({
  ...fee,
  id: `${fee.id}:${line}`,
  name: differenceOf(fee.name),
  amount,
})

const differenceOf = ({ vi, en }: Text): Text => ({
  vi: `${vi} (phần tăng thêm)`,
  ...(en !== undefined && { en: `${en} (the difference)` }),
})
