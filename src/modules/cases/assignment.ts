/** A colleague who could take a step: their open cases, and whether they are away. */
export type Candidate = { id: string; open: number; away: boolean; lastAssignedAt?: Date | undefined }

/**
 * Balanced assignment: the present colleague with the fewest open cases; among equals the one who has waited longest, then by
 * id, so that the choice is the same whoever asks. Undefined when nobody is there: the step waits in the pool.
 */
export function chooseOfficer(candidates: readonly Candidate[]): string | undefined {
  return candidates
    .filter((candidate) => !candidate.away)
    .toSorted(
      (a, b) =>
        a.open - b.open ||
        (a.lastAssignedAt?.getTime() ?? 0) - (b.lastAssignedAt?.getTime() ?? 0) ||
        (a.id < b.id ? -1 : 1),
    )[0]?.id
}
