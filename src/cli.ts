import cluster from 'node:cluster'
import { startAhead } from './core/db/embedded.ts'

const [name = 'help', ...words] = process.argv.slice(2)
const isHelp = (word: string) => ['help', '--help', '-h'].includes(word)
const asksForHelp = words.some(isHelp)

const endUnused = name === 'demo' && !asksForHelp ? await startDatabaseAhead() : undefined
const { commands } = await import('./cli/commands.ts')
const { fail } = await import('./cli/terminal.ts')
const command = Object.hasOwn(commands, name) ? commands[name] : undefined
if (command && asksForHelp) process.stdout.write(`tinhso ${name} ${command.usage}\n`)
else if (!command) {
  const known = Object.entries(commands).map(([key, { usage }]) => `  tinhso ${key.padEnd(9)} ${usage}`)
  process.stdout.write(
    `Tỉnh Số\n\n${known.join('\n')}\n\nEvery command takes --json and then prints one JSON object last.\n`,
  )
  process.exitCode = isHelp(name) ? 0 : 2
} else {
  try {
    await command.run(words)
  } catch (error) {
    fail(error, words.includes('--json'))
    await endUnused?.()
    if (cluster.isWorker) process.exit() // the first process would keep it waiting for word
  }
}

/** Loading the program takes a second, opening the embedded database two: they go side by side. */
async function startDatabaseAhead(): Promise<(() => Promise<void>) | undefined> {
  const { readConfig } = await import('./config.ts')
  try {
    const { databaseUrl, dataDir } = readConfig({ ...process.env, DEMO: '1' })
    return databaseUrl === undefined ? startAhead(dataDir) : undefined
  } catch {
    return undefined // the command tells what is wrong with the settings
  }
}
