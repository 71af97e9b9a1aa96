import { randomUUID } from 'node:crypto'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { dayOf } from '#core/days'
import { searchKey, sortKey } from '#core/text'
import * as store from './store/staff.ts'

export type NewPost = { unit: string; role: string; from?: string; to?: string }

export type NewPerson = {
  /** stable where the pack declares the person, so that a second load changes nothing */
  id?: string
  kind: 'citizen' | 'official'
  name: string
  login?: string
  /** E.164 */
  phone?: string
  email?: string
  personalId?: string
  birthOn?: string
  sex?: string
  address?: string
  /** where they live: the code of a commune */
  commune?: string
  /** hashed (`hashPassword`): many made-up people may share one hash */
  password?: string
  assurance?: number
  demo?: boolean
  demoPlace?: number
  posts?: readonly NewPost[]
}

/**
 * Adds people with their posts, by two statements for each thousand; who is there already (same id) stays as they are.
 * @returns the ids, in the order given
 */
export async function addPeople(db: Db, ctx: Context, people: readonly NewPerson[], now: Date): Promise<string[]> {
  const identified = people.map((person) => ({ ...person, id: person.id ?? randomUUID() }))
  for (let from = 0; from < identified.length; from += 1000) {
    const part = identified.slice(from, from + 1000)
    await store.addAccounts(
      db,
      part.map((person) => rowOf(ctx, person, now)),
    )
    await store.addPosts(
      db,
      part.flatMap((person) =>
        (person.posts ?? []).map((post) => ({
          account: person.id,
          unit: post.unit,
          role: post.role,
          from_on: post.from ?? dayOf(now),
          to_on: post.to ?? null,
        })),
      ),
    )
  }
  return identified.map((person) => person.id)
}

const rowOf = (ctx: Context, person: NewPerson & { id: string }, now: Date): store.NewAccount => ({
  id: person.id,
  kind: person.kind,
  login: person.login?.toLowerCase() ?? null,
  phone: person.phone ?? null,
  email: person.email ?? null,
  name: person.name,
  sort_key: sortKey(person.name),
  search_key: searchKey(person.name),
  id_sealed: person.personalId === undefined ? null : ctx.vault.seal(person.personalId).toString('hex'),
  id_digest: person.personalId === undefined ? null : ctx.vault.digest(person.personalId).toString('hex'),
  birth_on: person.birthOn ?? null,
  sex: person.sex ?? null,
  address: person.address ?? null,
  commune: person.commune ?? null,
  password: person.password ?? null,
  assurance: person.assurance ?? 1,
  demo: person.demo ?? false,
  demo_place: person.demoPlace ?? null,
  created_at: now.toISOString(),
})
