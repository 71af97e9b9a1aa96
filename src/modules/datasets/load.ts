import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Context } from '#core/context'
import type { Definition } from '#core/definitions'
import { readCsv } from '#core/definitions/csv-text'
import { digestOf } from '#core/definitions/pack'
import { searchKey } from '#core/text'
import { findUnit } from '#modules/units'
import { datasetKind, type Dataset } from './definition.ts'
import * as store from './store.ts'

const Rows = z.array(z.record(z.string(), z.string()))

/** Loads every dataset of the pack whose rows are not those of the database. @throws Error that names the place in the file */
export async function loadDatasets(ctx: Context): Promise<void> {
  const datasets = ctx.definitions.list(datasetKind)
  for (const dataset of datasets) await load(ctx, dataset)
  await store.forgetOthers(
    ctx.db,
    datasets.map(({ id }) => id),
  )
}

async function load(ctx: Context, { id, body, digest }: Definition<Dataset>): Promise<void> {
  const file = body.file ?? `datasets/${id}.csv`
  const rows = readRows(file, readFileSync(join(ctx.settings.province, file), 'utf8'), body)
  const written = rows.map((cells) => ({ cells, keys: keysOf(ctx, body, cells) }))
  await ctx.db.transaction().execute(async (db) => {
    if (await store.claim(db, id, digestOf([digest, written]), rows.length)) await store.replaceRows(db, id, written)
  })
}

/** The declared columns of a CSV. @throws Error */
export function readRows(file: string, text: string, { fields }: Dataset): Record<string, string>[] {
  const { content, positionOf, faults } = readCsv(text)
  const wrong = (at: { line: number; column: number }, message: string) =>
    new Error(`${file}:${at.line}:${at.column} ${message}`)
  for (const fault of faults) throw wrong(fault, fault.message)
  return Rows.parse(content).map((row, at) => {
    const cells: Record<string, string> = {}
    for (const { id, required, type } of fields) {
      const value = row[id]?.trim().normalize('NFC')
      if (value === undefined) throw wrong({ line: 1, column: 1 }, `has no column ${id}`)
      if (required && value === '') throw wrong(positionOf([at, id]), `${id} is empty`)
      if (value !== '' && !fits[type](value)) throw wrong(positionOf([at, id]), `"${value}" is no ${type}`)
      cells[id] = value
    }
    return cells
  })
}

const anything = (): boolean => true
const fits: Record<Dataset['fields'][number]['type'], (value: string) => boolean> = {
  text: anything,
  unit: anything,
  number: (value) => Number.isFinite(Number(value)),
  date: (value) => z.iso.date().safeParse(value).success,
  phone: (value) => /^\+?[\d ]{3,15}$/.test(value),
  link: (value) => z.url({ protocol: /^https$/ }).safeParse(value).success,
}

/** A unit is found by its code and by its name. */
const keysOf = (ctx: Context, { fields }: Dataset, cells: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    fields.map(({ id, type }) => {
      const value = cells[id] ?? ''
      const name = type === 'unit' ? findUnit(ctx, value)?.name.vi : undefined
      return [id, searchKey(name === undefined ? value : `${value} ${name}`)]
    }),
  )
