const key = 'tinhso.recent'
const most = 6

/** The services that were opened on this device: nobody else learns of it. */
export function listRecent(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : []
  } catch {
    return []
  }
}

export function keepRecent(service: string): void {
  try {
    const next = [service, ...listRecent().filter((one) => one !== service)].slice(0, most)
    localStorage.setItem(key, JSON.stringify(next))
  } catch {
    // a browser that keeps nothing has no list
  }
}

export function forgetRecent(): void {
  try {
    localStorage.removeItem(key)
  } catch {
    // nothing is kept there anyway
  }
}
