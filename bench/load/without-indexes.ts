import type pg from 'pg'

/**
 * Writes much into empty tables without their plain indexes, which are then made in one go each. Unique ones stay: what is written is
 * checked by them. For a database that nobody else uses, and that is thrown away when this is stopped half way.
 * @param tables with their schema
 */
export async function loadWithoutIndexes<T>(
  pool: pg.Pool,
  tables: readonly string[],
  load: () => Promise<T>,
): Promise<T> {
  const { rows: indexes } = await pool.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
     where indrelid = any($1::regclass[]) and not indisunique order by indexrelid`,
    [tables],
  )
  for (const { name } of indexes) await pool.query(`drop index ${name}`)
  const loaded = await load()
  const make = async (definition: string) => {
    const client = await pool.connect()
    try {
      await client.query(`set maintenance_work_mem = '512MB'`)
      await client.query(definition)
    } finally {
      client.release(true) // with its settings
    }
  }
  // Two at a time, one a core; each table lets several be made at once.
  const left = indexes.map(({ definition }) => definition)
  const work = async () => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) await make(next)
  }
  await Promise.all([work(), work()])
  return loaded
}
