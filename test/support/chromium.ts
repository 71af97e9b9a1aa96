import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** The system's Chromium, or the one that CHROMIUM names. */
export function findChromium(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const places = [process.env['CHROMIUM'], ...names.flatMap((name) => folders.map((folder) => join(folder, name)))]
  return places.find((path) => path !== undefined && path !== '' && isProgram(path))
}

/** Chromium, installed by apt-get where this process may do so. */
export function findOrInstallChromium(): string | undefined {
  const found = findChromium()
  if (found !== undefined || process.getuid?.() !== 0 || !isProgram('/usr/bin/apt-get')) return found
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args: string[]) => spawnSync('apt-get', ['-qq', ...args], { env, stdio: 'ignore', timeout: 300_000 })
  apt('update')
  apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-core')
  return findChromium()
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
