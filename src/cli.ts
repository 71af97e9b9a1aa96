import cluster from 'node:cluster'
import { commands } from './cli/commands.ts'
import { fail } from './cli/terminal.ts'

const [name = 'help', ...words] = process.argv.slice(2)
const command = Object.hasOwn(commands, name) ? commands[name] : undefined
const isHelp = (word: string) => ['help', '--help', '-h'].includes(word)
if (command && words.some(isHelp)) process.stdout.write(`tinhso ${name} ${command.usage}\n`)
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
    if (cluster.isWorker) process.exit() // the first process would keep it waiting for word
  }
}
