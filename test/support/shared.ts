import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A file of the real data beside the project, or undefined where it is absent: such a test skips and says so. */
export function sharedFile(relative: string): string | undefined {
  const path = fileURLToPath(new URL(`../../../shared/data/${relative}`, import.meta.url))
  return existsSync(path) ? path : undefined
}
