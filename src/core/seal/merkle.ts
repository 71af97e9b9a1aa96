import { hash } from 'node:crypto'

// RFC 6962, section 2.1: leaves and nodes are hashed under different prefixes, so that neither can pose as the other. The leaves' own
// hashes are made by the database (seal.ts).
const nodeHash = (left: Buffer, right: Buffer): Buffer =>
  hash('sha256', Buffer.concat([Buffer.of(1), left, right]), 'buffer')

/** The largest power of two smaller than n (n ≥ 2). */
const split = (n: number): number => 2 ** Math.floor(Math.log2(n - 1))

/** MTH of RFC 6962 over leaf hashes, level by level: an odd one at the end goes up as it is. Of no leaf, the digest of nothing. */
export function merkleRoot(leaves: readonly Buffer[]): Buffer {
  let level = leaves
  while (level.length > 1) {
    const above: Buffer[] = []
    for (let at = 0; at < level.length; at += 2) {
      const [left, right] = [level[at], level[at + 1]]
      if (left) above.push(right ? nodeHash(left, right) : left)
    }
    level = above
  }
  return level[0] ?? hash('sha256', '', 'buffer')
}

/** PATH of RFC 6962: the hashes that lead from leaf `index` to the root, nearest first. */
export function inclusionPath(leaves: readonly Buffer[], index: number): Buffer[] {
  if (leaves.length <= 1) return []
  const k = split(leaves.length)
  return index < k
    ? [...inclusionPath(leaves.slice(0, k), index), merkleRoot(leaves.slice(k))]
    : [...inclusionPath(leaves.slice(k), index - k), merkleRoot(leaves.slice(0, k))]
}

/** True when the path leads from the leaf to the root (RFC 9162, section 2.1.3.2). */
export function verifyInclusion(proof: {
  leaf: Buffer
  index: number
  size: number
  path: readonly Buffer[]
  root: Buffer
}): boolean {
  if (proof.index >= proof.size) return false
  let [fn, sn, node] = [proof.index, proof.size - 1, proof.leaf]
  for (const sibling of proof.path) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      node = nodeHash(sibling, node)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
    } else node = nodeHash(node, sibling)
    ;[fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
  }
  return sn === 0 && node.equals(proof.root)
}
