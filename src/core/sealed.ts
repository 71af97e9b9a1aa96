/**
 * Where a module keeps sealed values, so that a change of keys finds them all. `bytes`: the column holds one; `texts`: a JSON
 * column holds some, each a text `sealed:<base64>`; `file`: the column names a stored file that is sealed whole.
 */
export type SealedColumn = { table: string; column: string; form: 'bytes' | 'texts' | 'file' }

/** Begins a sealed text within JSON. */
export const sealedMark = 'sealed:'

/** `people.account: id_sealed` as a module writes it. */
export const sealedIn = (table: string, ...columns: readonly string[]): SealedColumn[] =>
  columns.map((column) => ({ table, column, form: 'bytes' }))
