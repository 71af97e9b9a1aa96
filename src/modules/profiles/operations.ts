import type { Operation } from '#core/operation'
import * as papers from './operations/papers.ts'
import * as shares from './operations/shares.ts'

export const operations: readonly Operation[] = [papers, shares].flatMap((group) => Object.values<Operation>(group))
