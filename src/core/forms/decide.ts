import { evaluateFeel, holds, type Scope } from './feel.ts'
import type { Fee, Paper } from './model.ts'
import type { Text } from '../i18n.ts'

export type FeeDue = {
  id: string
  name: Text
  kind: Fee['kind']
  /** In whole đồng; undefined while the answers do not yet decide it. */
  amount: number | undefined
  because: Text | undefined
  basis: Text
}

/** Each fee by its decision table: the first row that fits. */
export const decideFees = (fees: readonly Fee[], scope: Scope): FeeDue[] =>
  fees.map(({ id, name, kind, basis, when }) => {
    const row = when.find((one) => one.if === undefined || holds(one.if, scope))
    return { id, name, kind, basis, because: row?.because, amount: row && amountOf(row.pay, scope) }
  })

function amountOf(pay: number | string, scope: Scope): number | undefined {
  const amount = typeof pay === 'number' ? pay : evaluateFeel(pay, scope)
  return typeof amount === 'number' && Number.isFinite(amount) ? Math.max(0, Math.round(amount)) : undefined
}

/** @returns undefined while one of the fees is not decided */
export const totalOf = (fees: readonly FeeDue[]): number | undefined =>
  fees.reduce<number | undefined>(
    (sum, fee) => (sum === undefined || fee.amount === undefined ? undefined : sum + fee.amount),
    0,
  )

export type PaperDue = { paper: Paper; required: boolean }

/** The papers that these answers ask for. */
export const decidePapers = (papers: readonly Paper[], scope: Scope): PaperDue[] =>
  papers
    .filter((paper) => paper.show === undefined || holds(paper.show, scope))
    .map((paper) => ({ paper, required: holds(paper.required, scope) }))
