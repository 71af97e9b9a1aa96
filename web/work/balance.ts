/** Who of a unit could take work, and how much each has. */
export type Worker = { id: string; name: string; roles: readonly string[]; away: boolean; open: number }
export type Waiting = { code: string; version: number; role: string }
export type Share = { code: string; version: number; to: string }

/**
 * Gives each case, the most urgent first, to whoever of its role has least and is there. Cases of a role that nobody holds stay.
 * @param waiting by time left
 */
export function balance(waiting: readonly Waiting[], workers: readonly Worker[]): { shares: Share[]; left: Waiting[] } {
  const open = new Map(workers.map((worker) => [worker.id, worker.open]))
  const shares: Share[] = []
  const left: Waiting[] = []
  for (const one of waiting) {
    const able = workers.filter((worker) => !worker.away && worker.roles.includes(one.role))
    const chosen = able.toSorted((a, b) => (open.get(a.id) ?? 0) - (open.get(b.id) ?? 0))[0]
    if (!chosen) {
      left.push(one)
      continue
    }
    open.set(chosen.id, (open.get(chosen.id) ?? 0) + 1)
    shares.push({ code: one.code, version: one.version, to: chosen.id })
  }
  return { shares, left }
}
