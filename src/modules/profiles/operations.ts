import type { Operation } from '#core/operation'
import * as looks from './operations/looks.ts'
import * as papers from './operations/papers.ts'
import * as shares from './operations/shares.ts'

export const operations: readonly Operation[] = [papers, shares, looks].flatMap((group) =>
  Object.values<Operation>(group),
)
