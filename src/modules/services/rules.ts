import { conflict, invalid } from '#core/errors'
import type { Journey } from './journey.ts'

/** What a person may be told of: `commune-warnings/19432`, `field-news/civil-status`, `procedure-changes/passport`. */
export type Topic = { kind: 'commune-warnings' | 'field-news' | 'procedure-changes'; of: string }

/** @throws invalid */
export function readTopic(text: string): Topic {
  const [kind, of, ...rest] = text.split('/')
  if ((kind === 'commune-warnings' || kind === 'field-news' || kind === 'procedure-changes') && of && rest.length === 0)
    return { kind, of }
  throw unknownTopic()
}

export const unknownTopic = () =>
  invalid('unknown-topic', { vi: 'Không có chủ đề này để đăng ký nhận tin.', en: 'There is no such topic.' })

export type Standing = { code: string; done: boolean; open: boolean }
export type Known = {
  standings: ReadonlyMap<string, Standing>
  papers: ReadonlySet<string>
  ticks: ReadonlySet<string>
}

/** `platform`: the platform knows that it is done; `person`: the person ticked it themselves. */
export type StepState = { done: 'platform' | 'person' | undefined; underway: string | undefined }

export function stateOf(step: Journey['steps'][number], known: Known): StepState {
  const standing = step.procedure === undefined ? undefined : known.standings.get(step.procedure)
  const isKnown = standing?.done === true || (step.paper !== undefined && known.papers.has(step.paper))
  return {
    done: isKnown ? 'platform' : known.ticks.has(step.id) ? 'person' : undefined,
    underway: !isKnown && standing?.open ? standing.code : undefined,
  }
}

/** @throws conflict */
export function withdrawNews(news: { withdrawn_at: Date | null; version: number }): { version: number } {
  if (news.withdrawn_at === null) return { version: news.version + 1 }
  throw conflict('news-withdrawn', { vi: 'Tin này đã được gỡ.', en: 'This news was withdrawn before.' })
}

/** @throws conflict */
export function readAnswer(answer: { read_at: Date | null; version: number }): { version: number } {
  if (answer.read_at === null) return { version: answer.version + 1 }
  throw conflict('answer-read', { vi: 'Ý kiến này đã có người đọc.', en: 'This answer was read before.' })
}
