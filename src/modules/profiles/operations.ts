import type { Operation } from '#core/operation'
import * as corrections from './operations/corrections.ts'
import * as looks from './operations/looks.ts'
import * as papers from './operations/papers.ts'
import * as proposals from './operations/proposals.ts'
import * as shares from './operations/shares.ts'

export const operations: readonly Operation[] = [papers, shares, looks, proposals, corrections].flatMap((group) =>
  Object.values<Operation>(group),
)
