import { commands } from './cli/commands.ts'
import { fail } from './cli/terminal.ts'

const [name = 'help', ...words] = process.argv.slice(2)
const command = commands[name]
if (!command) {
  const known = Object.entries(commands).map(([key, { usage }]) => `  tinhso ${key.padEnd(9)} ${usage}`)
  process.stdout.write(
    `Tỉnh Số\n\n${known.join('\n')}\n\nEvery command takes --json and then prints one JSON object last.\n`,
  )
  process.exitCode = name === 'help' ? 0 : 2
} else {
  try {
    await command.run(words)
  } catch (error) {
    fail(error, words.includes('--json'))
  }
}
