import type { Actor } from '#core/actor'

export const anyone = (): boolean => true

export const isCitizen = (actor: Actor): boolean => actor.kind === 'citizen'

export const isOfficial = (actor: Actor): boolean => actor.kind === 'official'

/** A service says how surely the person must be known. */
export const mayUse = (actor: Actor, level: number): boolean =>
  level === 0 || (actor.kind !== 'anonymous' && (actor.assurance ?? 1) >= level)

/** What a form was answered is read by the role that the form names, at the unit that it was sent to. */
export const mayReadAnswers = (actor: Actor, reader: string): boolean => unitsOfReader(actor, reader).length > 0

export const unitsOfReader = (actor: Actor, reader: string): string[] =>
  actor.kind === 'official' ? actor.posts.filter((post) => post.role === reader).map((post) => post.unit) : []

export const mayReadAnswer = (actor: Actor, reader: string, unit: string): boolean =>
  unitsOfReader(actor, reader).includes(unit)

/** News is the word of the unit: its editors publish it. */
export const mayPublish = (actor: Actor): boolean => editorPost(actor) !== undefined

export const editorPost = (actor: Actor) =>
  actor.kind === 'official' ? actor.posts.find((post) => post.role === 'news-editor') : undefined

export const mayWithdraw = (actor: Actor, unit: string): boolean =>
  actor.kind === 'official' && actor.posts.some((post) => post.role === 'news-editor' && post.unit === unit)
