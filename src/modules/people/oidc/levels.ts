import type { Client } from '../clients.ts'

/** Levels of assurance as OpenID Connect names them (`acr`). */
export const acrOf = (level: number): string => `urn:tinhso:level:${level}`
export const acrValues = [acrOf(1), acrOf(2)]

const levelOf = (acr: string): number => Number(/^urn:tinhso:level:([12])$/.exec(acr)?.[1] ?? 0)

export const levelReached = (acr: string | undefined): number => (acr === undefined ? 0 : levelOf(acr))

/** What the application declares, or what it asks for this time where that is more: the least of the values that it accepts. */
export function levelNeeded(client: Pick<Client, 'level'> | undefined, acrValuesAsked: unknown): number {
  const asked = typeof acrValuesAsked === 'string' ? acrValuesAsked.split(' ').map(levelOf).filter(Boolean) : []
  return Math.max(client?.level ?? 1, asked.length === 0 ? 1 : Math.min(...asked))
}
