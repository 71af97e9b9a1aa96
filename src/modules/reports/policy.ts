import type { Actor } from '#core/actor'

import type { Report } from './report.ts'

/** A report with what the decision "who may" looks at. */
export type Found = {
  report: Report
  /** the account that sent it, or for which an operator did */
  owner: string | undefined
  /** roles that work a desk, and that take in reports for others */
  desk: readonly string[]
  /** whether the actor leads this unit, or one above it */
  leads: (actor: Actor, unit: string) => boolean
  /** the caller knows the report's secret, which its sender was given */
  knowsSecret: boolean
}

export const anyone = (): boolean => true
export const isOfficial = (actor: Actor): boolean => actor.kind === 'official'
export const isCitizen = (actor: Actor): boolean => actor.kind === 'citizen'
export const isSystem = (actor: Actor): boolean => actor.kind === 'system'
/** Signed in as a person, at level 1 or above. */
export const isKnown = (actor: Actor): boolean => actor.kind === 'citizen' || actor.kind === 'official'

/** Whose report it is: the account, or whoever holds the secret that an anonymous sender was given. */
export const isSender = (actor: Actor, found: Found): boolean =>
  found.knowsSecret || (found.owner !== undefined && found.owner === actor.id)

export const worksAt = (actor: Actor, unit: string, roles: readonly string[]): boolean =>
  isOfficial(actor) && actor.posts.some((post) => post.unit === unit && roles.includes(post.role))

/** The desk of the unit that has the report, and whoever leads that unit. */
export const mayTriage = (actor: Actor, found: Found): boolean =>
  worksAt(actor, found.report.unit, found.desk) || found.leads(actor, found.report.unit)

/** The person who has it, too. */
export const mayHandle = (actor: Actor, found: Found): boolean =>
  mayTriage(actor, found) || (isOfficial(actor) && found.report.assignee === actor.id)

/** Officials of the unit see its reports, leaders those of the units below them. */
export const maySeeWhole = (actor: Actor, found: Found): boolean =>
  actor.kind === 'system' || mayHandle(actor, found) || isSender(actor, found)

export const maySee = (actor: Actor, found: Found): boolean => found.report.visible || maySeeWhole(actor, found)

export const mayWithdraw = isSender
export const mayRate = (actor: Actor, found: Found): boolean => isSender(actor, found)
/** Others follow and like what everybody may see. */
export const maySupport = (actor: Actor, found: Found): boolean => isKnown(actor) && found.report.visible

/** Without a name only where the category allows it; otherwise as a person who has signed in. */
export const maySend = (actor: Actor, anonymousAllowed: boolean): boolean => isKnown(actor) || anonymousAllowed

/** Takes in reports by telephone and at counters. */
export const isOperator = (actor: Actor, operators: readonly string[]): boolean =>
  isOfficial(actor) && actor.posts.some((post) => operators.includes(post.role))

/** Applications get their keys from the province's system operators, and from the command line. */
export const mayGiveKeys = (actor: Actor): boolean =>
  isSystem(actor) || (isOfficial(actor) && actor.posts.some((post) => post.role === 'system-operator'))
