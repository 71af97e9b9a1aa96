import type pg from 'pg'

/**
 * Writes much into empty tables without the indexes that hold each row, which are then made in one go each; a unique one says then
 * whether what was written is. For a database that nobody else uses, and that is thrown away when this is stopped half way.
 * @param tables with their schema
 */
export async function loadWithoutIndexes<T>(
  pool: pg.Pool,
  tables: readonly string[],
  load: () => Promise<T>,
): Promise<T> {
  const { rows: indexes } = await pool.query<Index>(
    `select i.indexrelid::regclass::text as name, i.indrelid::regclass::text as table, pg_get_indexdef(i.indexrelid) as definition,
       quote_ident(c.conname) as primary_key
     from pg_index i join pg_class k on k.oid = i.indexrelid join pg_am m on m.oid = k.relam
     left join pg_constraint c on c.conindid = i.indexrelid and c.contype = 'p'
     where i.indrelid = any($1::regclass[]) and i.indpred is null
     order by m.amname = 'gin', array_position($1::regclass[], i.indrelid) desc, i.indexrelid`,
    [tables],
  )
  for (const { name, table, primary_key: key } of indexes)
    await pool.query(key === null ? `drop index ${name}` : `alter table ${table} drop constraint ${key}`)
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
  // Two at a time, one a core, the longest first; each table lets several be made at once.
  const left = indexes.map(({ definition }) => definition)
  const work = async () => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) await make(next)
  }
  await Promise.all([work(), work()])
  for (const { table, primary_key: key } of indexes)
    if (key !== null) await pool.query(`alter table ${table} add constraint ${key} primary key using index ${key}`)
  return loaded
}

type Index = { name: string; table: string; definition: string; primary_key: string | null }
