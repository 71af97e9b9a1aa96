import { parseArgs } from 'node:util'
import { checkPack, problemLine } from '../core/definitions.ts'
import { modules } from '../modules.ts'
import type { CliCommand } from './commands.ts'
import { report } from './terminal.ts'

/** `tinhso check <pack>`: every mistake of a pack at once, with its place. Warnings do not fail. */
export const checkCommand: CliCommand = {
  usage: '<pack>: check the definitions of a province',
  async run(words) {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: { json: { type: 'boolean', default: false } },
      allowPositionals: true,
    })
    const [folder = process.env['PROVINCE'] ?? 'province/quang-tri'] = positionals
    const problems = checkPack(
      folder,
      modules.flatMap((module) => module.kinds ?? []),
      modules.map((module) => module.needs ?? {}),
    )
    const errors = problems.filter(({ severity }) => severity === 'error').length
    const sentence = errors === 0 ? `${folder} is right` : `${folder} has ${errors} mistakes`
    report(values.json, { folder, errors, problems }, [...problems.map(problemLine), sentence])
    if (errors > 0) process.exitCode = 1
  },
}
