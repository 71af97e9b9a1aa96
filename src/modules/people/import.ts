import { readFile } from 'node:fs/promises'
import Papa from 'papaparse'
import { z } from 'zod'
import { type Post, system } from '#core/actor'
import { call } from '#core/call'
import type { Context } from '#core/context'
import { dayOf } from '#core/days'
import { AppError, invalid } from '#core/errors'
import { changePosts, createOfficial } from './operations/managing.ts'
import { lockManaged, type Managed } from './store/managing.ts'

export type PeopleReport = {
  read: number
  added: number
  changed: number
  unchanged: number
  rejected: number
  problems: { line: number; field: string; reason: string }[]
  /** first passwords of new accounts: shown once, stored nowhere */
  passwords: { login: string; password: string }[]
}

const Row = z.object({
  login: z.string().trim().toLowerCase().min(1),
  name: z.string().trim().min(1),
  unit: z.string().trim().min(1),
  role: z.string().trim().min(1),
  phone: z.string().trim().optional(),
  email: z.string().trim().optional(),
})
type Person = { line: number; login: string; name: string; phone?: string; email?: string; posts: Post[] }

/**
 * `tinhso import people <file.csv>`: officials with their posts; columns login, name, unit, role, phone, email, one row a post.
 * A second import of the same file changes nothing; who is not in the file stays as they are.
 * @throws AppError `not-utf8`, `no-rows`: nothing was changed
 */
export async function importPeople(ctx: Context, path: string): Promise<PeopleReport> {
  const report: PeopleReport = { read: 0, added: 0, changed: 0, unchanged: 0, rejected: 0, problems: [], passwords: [] }
  const people = readPeople(decode(await readFile(path)), report)
  if (report.read === 0)
    throw invalid('no-rows', {
      vi: 'Tệp không có dòng nào: cần một dòng tên cột (login, name, unit, role …) và mỗi chức danh một dòng.',
      en: 'The file has no rows: it wants a line of column names (login, name, unit, role …) and one line a post.',
    })
  for (const person of people) {
    try {
      await bring(ctx, person, report)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      report.rejected += 1
      report.problems.push({ line: person.line, field: error.code, reason: error.message })
    }
  }
  return report
}

/** Names in another encoding would be kept as they cannot be read. */
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw invalid('not-utf8', {
      vi: 'Tệp không phải chữ UTF-8: hãy lưu lại bảng tính dưới dạng “CSV UTF-8”.',
      en: 'The file is not UTF-8 text: save the sheet as “CSV UTF-8”.',
    })
  }
}

function readPeople(text: string, report: PeopleReport): Person[] {
  const { data } = Papa.parse<unknown>(text, { header: true, skipEmptyLines: 'greedy' })
  const people = new Map<string, Person>()
  for (const [index, raw] of data.entries()) {
    report.read += 1
    const line = index + 2
    const row = Row.safeParse(raw)
    if (!row.success) {
      const issue = row.error.issues[0]
      report.rejected += 1
      report.problems.push({ line, field: String(issue?.path[0] ?? ''), reason: issue?.message ?? '' })
      continue
    }
    const { login, name, unit, role, phone, email } = row.data
    const known = people.get(login)
    if (known) known.posts.push({ unit, role })
    else
      people.set(login, {
        line,
        login,
        name,
        posts: [{ unit, role }],
        ...(phone && { phone }),
        ...(email && { email }),
      })
  }
  return [...people.values()]
}

async function bring(ctx: Context, person: Person, report: PeopleReport): Promise<void> {
  const { line: _, ...input } = person
  const found = await lookUp(ctx, person.login)
  if (!found) {
    const { login, password } = await call(ctx, createOfficial, input, system)
    report.passwords.push({ login, password })
    report.added += 1
  } else if (samePosts(found.posts, person.posts)) report.unchanged += 1
  else {
    await call(ctx, changePosts, { account: found.id, posts: person.posts }, system)
    report.changed += 1
  }
}

const lookUp = (ctx: Context, login: string): Promise<Managed | undefined> =>
  ctx.db.transaction().execute((db) => lockManaged(db, { login }, dayOf(ctx.clock())))

const samePosts = (one: readonly Post[], other: readonly Post[]): boolean => {
  const keys = (posts: readonly Post[]) =>
    posts
      .map(({ unit, role }) => `${unit} ${role}`)
      .sort()
      .join()
  return keys(one) === keys(other)
}
