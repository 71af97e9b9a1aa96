/** One row of the table: what was measured, beside its limit and beside a peer of the same run. */
export type Row = {
  what: string
  measured: string
  /** what the same machine does in the same run without our code, where there is such a thing */
  peer: string
  reach: string
  /** undefined where a row only tells a size */
  holds: boolean | undefined
}

export const whole = (value: number): string => Math.round(value).toLocaleString('en')
export const milliseconds = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`
export const seconds = (value: number): string => `${value.toFixed(1)} s`
export const megabytes = (bytes: number): string => `${whole(bytes / 1_000_000)} MB`

/** The value that a share of the measurements stays below: 0.99 is p99. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export const spread = (values: readonly number[]): string =>
  `p50 ${milliseconds(percentile(values, 0.5))}, p99 ${milliseconds(percentile(values, 0.99))}`

const outcome = (row: Row): string => (row.holds === undefined ? '' : row.holds ? 'yes' : 'NO')

/** The table as Markdown, so that what the terminal shows is what docs/performance.md holds. */
export function tableOf(rows: readonly Row[]): string {
  const cells = [
    ['what', 'measured', 'beside it', 'reach', 'reached'],
    ...rows.map((row) => [row.what, row.measured, row.peer, row.reach, outcome(row)]),
  ]
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)))
  const line = (of: readonly string[]) => `| ${of.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`
  const [head = [], ...body] = cells
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n')
}
