type Line = {
  at: string
  by: string
  name?: string | undefined
  unit?: { code: string } | undefined
  record: { subject: string }
  act: { vi: string }
  purpose?: { vi: string } | undefined
  refused: boolean
}

export type Folded<Look extends Line> = { look: Look; times: number; firstAt: string }

const minutesApart = 30

const sameness = ({ by, name, unit, record, act, purpose, refused }: Line): string =>
  JSON.stringify([by, name, unit?.code, record.subject, act.vi, purpose?.vi, refused])

/**
 * One visit to a page leaves several lines, as the page asks anew: what one person did with one record within half an hour
 * stands as one line with its count. Newest first, as given.
 */
export function foldLooks<Look extends Line>(looks: readonly Look[]): Folded<Look>[] {
  const folded: Folded<Look>[] = []
  const open = new Map<string, Folded<Look>>()
  for (const look of looks) {
    const key = sameness(look)
    const before = open.get(key)
    if (before && Date.parse(before.firstAt) - Date.parse(look.at) <= minutesApart * 60_000) {
      before.times += 1
      before.firstAt = look.at
      continue
    }
    const fresh = { look, times: 1, firstAt: look.at }
    open.set(key, fresh)
    folded.push(fresh)
  }
  return folded
}
