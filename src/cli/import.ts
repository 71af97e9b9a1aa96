import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { importPeople } from '#modules/people'
import { importProcedures, procedureKind } from '#modules/procedures'
import { importCases, parseMapping } from '#modules/processes'
import { importBoundaries } from '#modules/units'
import { drain, registerConsumers } from '../core/consumers.ts'
import type { Context } from '../core/context.ts'
import { modules } from '../modules.ts'
import type { CliCommand } from './commands.ts'
import { withPlatform } from './open.ts'
import { progress, report, say } from './terminal.ts'

type Options = { mapping?: string | undefined; procedure?: string | undefined }
type ImportProblem = { line?: number | null | undefined; field?: string | null | undefined; reason: unknown }
type Report = {
  read: number
  added: number
  changed: number
  unchanged: number
  rejected: number
  problems: readonly ImportProblem[]
  /** of new officials: shown this once */
  passwords?: readonly { login: string; password: string }[]
  /** false: the file could not be read, and nothing was changed */
  complete?: boolean
}

const shownProblems = 20
const Told = z.object({ vi: z.string(), en: z.string().optional() })

const kinds: Record<string, (ctx: Context, file: string, options: Options) => Promise<Report>> = {
  procedures: (ctx, file) => importProcedures(ctx, file),
  boundaries: (ctx, file) => importBoundaries(ctx, file),
  people: (ctx, file) => importPeople(ctx, file),
  async cases(ctx, file, { mapping, procedure }) {
    if (procedure && !ctx.definitions.find(procedureKind, procedure))
      say(`${procedure} is no procedure that is defined here: the cases will stand under this name alone.`)
    const bar = progress(file)
    try {
      return await importCases(ctx, file, {
        ...(mapping ? { mapping: parseMapping(readFileSync(mapping, 'utf8')) } : {}),
        ...(procedure ? { procedure } : {}),
        onProgress: (done, _of, what) => what === 'events written' && bar.at(done),
      })
    } finally {
      bar.end()
    }
  },
}

/** `tinhso import procedures|cases|boundaries|people <file>`: bad rows are told with line, field and reason; good ones go in. */
export const importCommand: CliCommand = {
  usage: 'procedures|cases|boundaries|people <file> [--mapping <yaml>] [--procedure <code>]',
  async run(words) {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: {
        json: { type: 'boolean', default: false },
        mapping: { type: 'string' },
        procedure: { type: 'string' },
      },
      allowPositionals: true,
    })
    const [kind = '', file] = positionals
    const take = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined
    if (!take || !file) throw new Error(`tinhso import ${Object.keys(kinds).join('|')} <file>`)
    const result = await withPlatform(async ({ ctx }) => {
      const taken = await take(ctx, file, values)
      const consumers = modules.flatMap((module) => module.consumers ?? [])
      await registerConsumers(ctx.db, consumers) // no server may have started on this database yet
      await drain(ctx, consumers) // figures are ready when the command ends
      return taken
    })
    const nothingTaken = result.rejected > 0 && result.rejected === result.read
    if (result.complete === false || nothingTaken) process.exitCode = 1
    for (const problem of result.problems.slice(0, shownProblems)) say(lineOf(problem))
    if (result.problems.length > shownProblems)
      say(`… and ${result.problems.length - shownProblems} more problems (--json lists all)`)
    for (const { login, password } of result.passwords ?? []) say(`${login}  ${password}`)
    const { read, added, changed, unchanged, rejected } = result
    report(values.json, result, [
      `read ${read}: added ${added}, changed ${changed}, unchanged ${unchanged}, rejected ${rejected}`,
    ])
  },
}

function lineOf({ line, field, reason }: ImportProblem): string {
  const told = Told.safeParse(reason)
  const text = told.success ? (told.data.en ?? told.data.vi) : String(reason)
  return `line ${line ?? '?'}${field ? ` ${field}` : ''}: ${text}`
}
