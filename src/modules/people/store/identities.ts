import type { Db } from '#core/db'
import type { Tables } from '../tables.ts'

/** Who an account is to other modules. `idDigest` is there only once the identity was verified (assurance 2). */
export type Identity = { account: string; name: string; idDigest: Buffer | undefined }

const verified = 2

/** Citizens' accounts by id, or by the keyed digest of their identity number, by one query. */
export async function findIdentities(
  db: Db,
  asked: { accounts?: readonly string[]; idDigests?: readonly Buffer[] },
): Promise<Identity[]> {
  const { accounts = [], idDigests = [] } = asked
  if (accounts.length + idDigests.length === 0) return []
  const rows = await db
    .withTables<Tables>()
    .selectFrom('people.account')
    .select(['id', 'name', 'id_digest', 'assurance'])
    .where('kind', '=', 'citizen')
    .where('ended_at', 'is', null)
    .where((eb) =>
      eb.or([
        ...(accounts.length === 0 ? [] : [eb('id', 'in', [...accounts])]),
        ...(idDigests.length === 0 ? [] : [eb('id_digest', 'in', [...idDigests])]),
      ]),
    )
    .execute()
  return rows.map(({ id, name, id_digest: digest, assurance }) => ({
    account: id,
    name,
    idDigest: digest !== null && assurance >= verified ? digest : undefined,
  }))
}
