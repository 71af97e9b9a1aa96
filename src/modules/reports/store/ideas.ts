import { sql } from 'kysely'
import type { Db } from '#core/db'
import type { Tables } from '../tables.ts'

const from = (db: Db) => db.withTables<Tables>()

export type IdeaState = 'submitted' | 'open' | 'answered' | 'declined'
export type Outcome = 'adopted' | 'studied' | 'not-adopted'
export type Idea = {
  code: string
  version: number
  state: IdeaState
  unit: string
  title: string
  text: string
  author: string
  authorName: string | undefined
  submittedAt: Date
  outcome: Outcome | undefined
  answer: string | undefined
  answeredAt: Date | undefined
}

type IdeaRow = {
  code: string
  version: number
  state: IdeaState
  unit: string
  title: string
  text: string
  author: string
  author_name: string | null
  submitted_at: Date
  outcome: Outcome | null
  answer: string | null
  answered_at: Date | null
}

const ideaOf = (row: IdeaRow): Idea => ({
  code: row.code,
  version: row.version,
  state: row.state,
  unit: row.unit,
  title: row.title,
  text: row.text,
  author: row.author,
  authorName: row.author_name ?? undefined,
  submittedAt: row.submitted_at,
  outcome: row.outcome ?? undefined,
  answer: row.answer ?? undefined,
  answeredAt: row.answered_at ?? undefined,
})

const columns = sql.raw(
  'i.code, i.version, i.state, i.unit, i.title, i.text, i.author, i.author_name, i.submitted_at, i.outcome, i.answer, i.answered_at',
)

export async function addIdeas(db: Db, ideas: readonly Idea[], origin: 'live' | 'import' | 'demo'): Promise<void> {
  if (ideas.length === 0) return
  await from(db)
    .insertInto('reports.idea')
    .values(
      ideas.map((idea) => ({
        code: idea.code,
        version: idea.version,
        state: idea.state,
        origin,
        unit: idea.unit,
        title: idea.title,
        text: idea.text,
        author: idea.author,
        author_name: idea.authorName ?? null,
        submitted_at: idea.submittedAt,
        outcome: idea.outcome ?? null,
        answer: idea.answer ?? null,
        answered_at: idea.answeredAt ?? null,
      })),
    )
    .execute()
}

export async function lockIdea(db: Db, code: string): Promise<Idea | undefined> {
  const { rows } = await sql<IdeaRow>`select ${columns} from reports.idea i where i.code = ${code} for update`.execute(
    db,
  )
  return rows[0] && ideaOf(rows[0])
}

export async function saveIdea(db: Db, idea: Idea): Promise<void> {
  await from(db)
    .updateTable('reports.idea')
    .set({
      version: idea.version,
      state: idea.state,
      outcome: idea.outcome ?? null,
      answer: idea.answer ?? null,
      answered_at: idea.answeredAt ?? null,
    })
    .where('code', '=', idea.code)
    .execute()
}

export type IdeaFilter = {
  states: readonly IdeaState[]
  units?: readonly string[] | undefined
  author?: string | undefined
  order: 'votes' | 'newest'
  limit: number
}

/** Ideas with their votes, and whether a person has voted for each. */
export async function listIdeas(
  db: Db,
  filter: IdeaFilter,
  account: string,
): Promise<(Idea & { votes: number; voted: boolean })[]> {
  const units = filter.units === undefined ? sql`true` : sql`i.unit = any(${[...filter.units]}::text[])`
  const author = filter.author === undefined ? sql`true` : sql`i.author = ${filter.author}`
  const order = filter.order === 'votes' ? sql`v.votes desc, i.submitted_at desc` : sql`i.submitted_at desc`
  const { rows } = await sql<IdeaRow & { votes: number; voted: boolean }>`
    select ${columns}, v.votes, v.voted from reports.idea i
    cross join lateral (select count(*) as votes, coalesce(bool_or(account = ${account}), false) as voted
      from reports.vote where idea = i.code) v
    where i.state = any(${[...filter.states]}::text[]) and ${units} and ${author}
    order by ${order} limit ${filter.limit}`.execute(db)
  return rows.map((row) => ({ ...ideaOf(row), votes: row.votes, voted: row.voted }))
}

export type Vote = { idea: string; account: string; at: Date }

export async function addVotes(db: Db, votes: readonly Vote[]): Promise<void> {
  if (votes.length === 0) return
  await from(db)
    .insertInto('reports.vote')
    .values([...votes])
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function removeVote(db: Db, idea: string, account: string): Promise<void> {
  await from(db).deleteFrom('reports.vote').where('idea', '=', idea).where('account', '=', account).execute()
}

export async function countVotes(db: Db, idea: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from reports.vote where idea = ${idea}`.execute(db)
  return rows[0]?.n ?? 0
}

export type SurveyAnswer = { survey: string; who: Uint8Array; onDay: string; answers: Record<string, unknown> }

/** @returns false where this person has answered already */
export async function addSurveyAnswers(db: Db, given: readonly SurveyAnswer[]): Promise<number> {
  const rows = given.map(({ who, onDay, ...one }) => ({ ...one, who: Buffer.from(who).toString('hex'), on_day: onDay }))
  const added = await sql`
    insert into reports.survey_answer (survey, who, on_day, answers)
    select survey, decode(who, 'hex'), on_day, answers from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as n(survey text, who text, on_day date, answers jsonb)
    on conflict do nothing returning 1`.execute(db)
  return added.rows.length
}

export async function hasAnswered(db: Db, survey: string, who: Uint8Array): Promise<boolean> {
  const { rows } = await sql`
    select 1 from reports.survey_answer where survey = ${survey} and who = ${Buffer.from(who)}`.execute(db)
  return rows.length > 0
}

export type Tally = { question: string; value: string; n: number }

/** How often each answer was given, counted in the database; words of one's own are only counted. */
export async function tally(
  db: Db,
  survey: string,
  counted: readonly string[],
): Promise<{ answers: number; tallies: Tally[] }> {
  const { rows: total } = await sql<{
    n: number
  }>`select count(*) as n from reports.survey_answer where survey = ${survey}`.execute(db)
  const { rows } = await sql<Tally>`
    select q.key as question, v.value as value, count(*) as n
    from reports.survey_answer a
    cross join lateral jsonb_each(a.answers) as q(key, answer)
    cross join lateral (
      select jsonb_array_elements_text(q.answer) as value where jsonb_typeof(q.answer) = 'array'
      union all select case when q.key = any(${[...counted]}::text[]) then q.answer #>> '{}' else '' end where jsonb_typeof(q.answer) in ('string', 'number', 'boolean')
    ) v
    where a.survey = ${survey} group by 1, 2 order by 1, 3 desc, 2`.execute(db)
  return { answers: total[0]?.n ?? 0, tallies: rows }
}

export async function countAnswers(db: Db, surveys: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ survey: string; n: number }>`
    select survey, count(*) as n from reports.survey_answer where survey = any(${[...surveys]}::text[]) group by 1`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.survey, row.n]))
}
