// The way in: plain JavaScript for any Node ≥ 20, without dependencies, since nothing is installed yet. It installs what is
// missing, builds the web when its sources changed, and hands over to the Node 24 that npm brought.
//   node start.mjs         the demo (npm start)
//   node start.mjs test    everything that is checked (npm test)
//   node start.mjs bench   what is measured (npm run bench)
//   node start.mjs build   the web only
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const root = fileURLToPath(new URL('.', import.meta.url))
const at = (...parts) => join(root, ...parts)

function stop(sentence) {
  console.error(`\n${sentence}\n`)
  process.exit(1)
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

/** Whether node_modules holds what the lockfile says; packages for other platforms may be missing. */
function isInstalled() {
  const wanted = readJson(at('package-lock.json'))?.packages
  const found = readJson(at('node_modules/.package-lock.json'))?.packages
  if (!wanted || !found) return false
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true
    const there = found[path]
    return there ? there.version === entry.version : Boolean(entry.optional || entry.peer || entry.devOptional)
  })
}

function install() {
  console.log('Installing what is missing (once, some minutes on a slow line) …')
  const npm = process.env.npm_execpath
  const [command, args] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []]
  const done = spawnSync(command, [...args, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    // The tests and the web build need the development packages, whatever the environment says.
    env: { ...process.env, NODE_ENV: 'development', npm_config_omit: '' },
  })
  if (done.error)
    stop(`npm could not be started (${done.error.message}). Install npm, which comes with Node.js, and try again.`)
  if (done.status !== 0)
    stop('npm ci failed: its message stands above. Without a network, copy node_modules from a machine that has one.')
}

/** The Node 24 that npm installed for this platform, or this one when it is as new. */
export function node24() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const platform = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  for (const folder of [`node-${platform}`, `node-bin-${platform}`]) {
    const binary = at('node_modules', folder, 'bin', name)
    if (existsSync(binary)) return binary
  }
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  return stop(
    `There is no Node 24 for ${process.platform} ${process.arch} among the packages, and this is Node ${process.versions.node}. ` +
      'Install Node.js 24 and start again with it.',
  )
}

/** Every file below these paths, with its content, as one digest. */
function digestOf(paths) {
  const hash = createHash('sha256')
  const add = (path) => {
    if (!existsSync(path) || path === at('web/dist')) return
    const below = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
    for (const entry of below) {
      const file = join(path, entry.name)
      if (entry.isDirectory()) add(file)
      else if (!file.endsWith('.test.ts')) hash.update(`${relative(root, file)}\n`).update(readFileSync(file))
    }
  }
  paths.forEach(add)
  return hash.update(readFileSync(at('package-lock.json'))).digest('hex')
}

/** Builds the web, unless it was built from just these sources. */
export function buildWeb() {
  if (!existsSync(at('web/index.html'))) return
  const digest = digestOf([at('web'), at('src/core/forms')])
  const mark = at('web/dist/.built-from')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === digest) return
  console.log('Building the web …')
  const done = spawnSync(node24(), [at('node_modules/vite/bin/vite.js'), 'build', 'web', '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (done.status !== 0) stop('The web could not be built: the message stands above.')
  compress(at('web/dist'))
  writeFileSync(mark, digest)
}

/** Lays a .br and a .gz beside each text file: compressed once here, not at every request. */
function compress(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) compress(path)
    else if (/\.(js|css|html|svg|json)$/.test(entry.name)) {
      const bytes = readFileSync(path)
      writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
      writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }))
    }
  }
}

/** A port in use is better known now than after minutes of installing. */
function requirePort(port) {
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    stop(`PORT is a number up to 65535, not “${process.env.PORT}”: PORT=8081 npm start`)
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (error) =>
      stop(
        error.code === 'EADDRINUSE'
          ? `Port ${port} is in use by another program. Stop that one, or choose another: PORT=8081 npm start`
          : `Port ${port} cannot be opened: ${error.message}`,
      ),
    )
    probe.listen(port, process.env.HOST || '127.0.0.1', () => probe.close(resolve))
  })
}

/** Where Node keeps what it has compiled: the next start loads in half the time. */
process.env.NODE_COMPILE_CACHE ??= at('node_modules/.cache/tinhso-compiled')

/** Runs a TypeScript file by Node 24 in the place of this process, or as near to it as the platform allows. */
export function handOver(file, args, flags = []) {
  const binary = node24()
  const words = ['--disable-warning=ExperimentalWarning', ...flags, at(file), ...args]
  if (typeof process.execve === 'function' && process.platform !== 'win32')
    process.execve(binary, [binary, ...words], process.env)
  const child = spawn(binary, words, { cwd: process.cwd(), stdio: 'inherit' })
  child.once('error', (error) => stop(`Node 24 could not be started: ${error.message}`))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.once('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
}

async function main([word, ...args]) {
  if (Number(process.versions.node.split('.')[0]) < 20)
    stop(`Node ${process.versions.node} is too old: install Node.js 20 or newer from nodejs.org.`)
  const starts = !['test', 'bench', 'build'].includes(word)
  if (starts) await requirePort(Number(process.env.PORT || 8080))
  if (!isInstalled()) install()
  if (word === 'test') return handOver('test/run.ts', args)
  if (word === 'build') return buildWeb()
  buildWeb()
  // Making cases, V8 would soon place most new objects among the old ones, where they outlive their batch and keep others alive.
  if (word === 'bench')
    return handOver('bench/run.ts', args, ['--max-semi-space-size=64', '--no-allocation-site-pretenuring'])
  // One arena: each thread of its own keeps what it has let go, 60 MB in the two processes of an idle demo. Only glibc heeds it.
  process.env.MALLOC_ARENA_MAX ??= '1'
  // A small nursery keeps the idle demo at 130 MB in place of 430; production keeps the default, which is faster under load.
  return handOver('src/cli.ts', word === undefined ? ['demo'] : [word, ...args], ['--max-semi-space-size=4'])
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url))
  await main(process.argv.slice(2))
