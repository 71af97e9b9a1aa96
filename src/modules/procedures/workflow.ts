import type { Duration } from '#core/duration'

/** The workflow of an imported procedure: who handles it at which kind of agency, and how the declared limit is shared out. */

type StepWords = {
  name?: { vi: string; en: string }
  by: string
  at?: string
  within?: string
  may?: readonly string[]
  signs?: 'result'
}
type Workflow = Record<string, StepWords>

const may = ['ask-supplement', 'refuse', 'consult', 'ask-payment']

/**
 * @param competent an agency of the pack's grammar: `commune`, `department/<id>`, `office/<id>` or `province`
 * @param office the department that works for the province's chair
 */
export function workflowOf(competent: string, limit: Duration | undefined, office: string | undefined): Workflow {
  const share = sharesOf(limit)
  const receive: StepWords = { by: 'receptionist', at: 'reception', ...within(share.receive) }
  const end: StepWords = { by: 'receptionist', at: 'reception' }
  if (competent === 'commune')
    return {
      receive,
      appraise: { by: 'specialist', ...within(joined(share.appraise, share.assign)), may },
      approve: { by: 'chair', ...within(share.approve), signs: 'result' },
      return: end,
    }
  const staff = competent === 'province' && office ? { at: office } : {}
  return {
    receive,
    assign: { by: 'division-head', ...staff, ...within(share.assign) },
    appraise: { by: 'specialist', ...staff, ...within(share.appraise), may },
    approve: { by: signerOf(competent), ...within(share.approve), signs: 'result' },
    return: end,
  }
}

const signerOf = (competent: string): string =>
  competent === 'province' ? 'chair' : competent.startsWith('office/') ? 'head' : 'director'

type Shares = Record<'receive' | 'assign' | 'appraise' | 'approve', Duration | undefined>

const hours = (amount: number): Duration => ({ amount, unit: 'working hours' })
const days = (amount: number): Duration => ({ amount, unit: 'working days' })

/** An office day has at least seven hours: these hours and days together never pass the limit. */
function sharesOf(limit: Duration | undefined): Shares {
  if (!limit) return { receive: hours(4), assign: undefined, appraise: undefined, approve: undefined }
  if (limit.unit === 'working hours' || limit.unit === 'hours') return sharesOfHours(limit.amount)
  const whole = workingDaysOf(limit)
  if (whole <= 1) return sharesOfHours(7)
  return {
    receive: hours(2),
    assign: hours(2),
    appraise: days(whole > 5 ? whole - 2 : whole - 1),
    approve: whole > 5 ? days(1) : hours(3),
  }
}

function sharesOfHours(total: number): Shares {
  if (total < 4) return { receive: undefined, assign: undefined, appraise: undefined, approve: undefined }
  return { receive: hours(1), assign: hours(1), appraise: hours(total - 3), approve: hours(1) }
}

/** The fewest working days that a limit holds: of seven calendar days at most five are worked, and one may be a holiday. */
function workingDaysOf({ amount, unit }: Duration): number {
  if (unit === 'working days') return amount
  const calendarDays = unit === 'months' ? amount * 30 : unit === 'years' ? amount * 365 : amount
  return Math.max(1, Math.floor((calendarDays * 4) / 7))
}

const joined = (a: Duration | undefined, b: Duration | undefined): Duration | undefined =>
  a && b && a.unit === b.unit ? { ...a, amount: a.amount + b.amount } : a

const within = (duration: Duration | undefined): { within?: string } =>
  duration ? { within: `${duration.amount} ${duration.unit}` } : {}
