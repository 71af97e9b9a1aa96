import assert from 'node:assert/strict'
import { AppError } from '#core/errors'
import { findDuration, type Duration } from '#core/duration'
import { buildCalendars, HolidaysWords, ProvinceTime } from '#modules/calendar'
import type { Change, Plan } from '../../src/modules/cases/case.ts'
import * as ending from '../../src/modules/cases/ending.ts'
import * as handling from '../../src/modules/cases/handling.ts'
import * as rules from '../../src/modules/cases/rules.ts'
import type { Env } from '../../src/modules/cases/rules.ts'

/** A procedure in four steps, its calendar without holidays, and a case on its way through them. */

export const calendar = buildCalendars(ProvinceTime.parse({}), HolidaysWords.parse({ years: {} })).of()
export const limitOf = (words: string): Duration => findDuration(words) ?? assert.fail(words)
export const at = (local: string) => new Date(`${local.replace(' ', 'T')}:00+07:00`)
export const show = (moment: Date | undefined) =>
  moment && new Date(moment.getTime() + 7 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

export const plan: Plan = {
  steps: [
    { id: 'receive', role: 'receptionist', unit: 'centre', may: [], signs: false },
    {
      id: 'appraise',
      role: 'civil-status-officer',
      unit: 'commune',
      within: limitOf('2 working days'),
      may: ['ask-supplement', 'refuse', 'consult', 'ask-payment', 'stop'],
      signs: false,
    },
    { id: 'approve', role: 'chair', unit: 'commune', may: [], signs: true },
    { id: 'return', role: 'receptionist', unit: 'centre', may: [], signs: false },
  ],
  limit: limitOf('5 working days'),
  supplement: 'resume',
}
export const env = (now: string | Date, more: Partial<Env> = {}): Env => ({
  calendar,
  plan,
  by: { id: 'an', unit: 'commune' },
  now: typeof now === 'string' ? at(now) : now,
  ...more,
})
export const submission = {
  code: 'H50.19-260601-0001',
  unit: 'commune',
  receptionUnit: 'centre',
  procedure: '1.001193',
  channel: 'online' as const,
}

export const submitted = (now = '2026-06-01 08:00') => rules.submit(env(now), submission).case
export const accepted = () => rules.accept(env('2026-06-01 09:00'), submitted(), false).case
export const appraised = () => handling.completeStep(env('2026-06-02 09:00'), accepted()).case
export const approved = () => ending.approve(env('2026-06-03 09:00'), appraised(), true).case
export const refusal = (code: string) => (error: unknown) => error instanceof AppError && error.code === code
export const types = (change: Change) => change.facts.map((fact) => fact.type)
