import { sql } from 'kysely'
import type { Addressees } from '#core/addressees'
import type { Db } from '#core/db'
import type { Locale } from '#core/i18n'
import type { Channel, Group } from '../definition.ts'
import { defaultQuiet, type Choice } from '../rules.ts'

type ChoiceRow = {
  locale: Locale | null
  ways: Partial<Record<Group, Channel[]>> | null
  quiet: boolean | null
  quiet_from: number | null
  quiet_to: number | null
  digest_at: number | null
}

/** A row that is not there says nothing, and leaves every default. */
const choiceOf = (row: ChoiceRow): Choice => ({
  locale: row.locale ?? undefined,
  ways: row.ways ?? {},
  quiet:
    row.quiet === false
      ? undefined
      : { from: row.quiet_from ?? defaultQuiet.from, to: row.quiet_to ?? defaultQuiet.to },
  digestAt: row.digest_at ?? undefined,
})

export type Recipient = {
  account: string
  phone: string | null
  email: string | null
  devices: string[]
  choice: Choice
}

/** Accounts with their addresses, browsers and choices, in one look. */
export async function findRecipients(
  db: Db,
  people: Addressees,
  accounts: readonly string[],
): Promise<Map<string, Recipient>> {
  if (accounts.length === 0) return new Map()
  const { rows } = await sql<ChoiceRow & Omit<Recipient, 'choice'>>`
    select a.account, p.phone, p.email, c.locale, c.ways, c.quiet, c.quiet_from, c.quiet_to, c.digest_at,
      coalesce((select jsonb_agg(d.endpoint order by d.id) from notices.device d where d.account = a.account), '[]') as devices
    from unnest(${[...new Set(accounts)]}::text[]) as a(account)
    left join notices.choice c on c.account = a.account
    left join (${people.all()}) p on p.account = a.account`.execute(db)
  return new Map(
    rows.map(({ account, phone, email, devices, ...row }) => [
      account,
      { account, phone, email, devices, choice: choiceOf(row) },
    ]),
  )
}

export async function findWord(db: Db, account: string): Promise<Buffer | undefined> {
  const { rows } = await sql<{ word: Buffer | null }>`
    select word_sealed as word from notices.choice where account = ${account}`.execute(db)
  return rows[0]?.word ?? undefined
}

export async function putChoice(db: Db, account: string, choice: Choice, at: Date): Promise<void> {
  const { locale = null, ways, quiet, digestAt = null } = choice
  await sql`
    insert into notices.choice as c (account, locale, ways, quiet, quiet_from, quiet_to, digest_at, changed_at)
    values (${account}, ${locale}, ${JSON.stringify(ways)}::jsonb, ${quiet !== undefined}, ${quiet?.from ?? null}, ${quiet?.to ?? null},
      ${digestAt}, ${at.toISOString()})
    on conflict (account) do update set locale = excluded.locale, ways = excluded.ways, quiet = excluded.quiet,
      quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, digest_at = excluded.digest_at, changed_at = excluded.changed_at
  `.execute(db)
}

export async function putWord(db: Db, account: string, sealed: Buffer | null, at: Date): Promise<void> {
  await sql`
    insert into notices.choice as c (account, word_sealed, changed_at) values (${account}, ${sealed}, ${at.toISOString()})
    on conflict (account) do update set word_sealed = excluded.word_sealed, changed_at = excluded.changed_at`.execute(
    db,
  )
}
