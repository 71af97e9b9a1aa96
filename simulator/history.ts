import { type LooseFact as CaseFact } from '#core/events'
import { caseRated, caseRules as rules, type Case, type CasePlan } from '#modules/cases'
import { workingTime, type Calendar } from '#modules/calendar'
import type { Random } from './random.ts'

/** How an agency works: its people by role, and how slowly. 1 is usual; below is quick. */
export type Temper = { slowness: number; care: number; electronic: number }

export type Story = {
  random: Random
  calendar: Calendar
  plan: CasePlan
  temper: Temper
  /** who does a step: account id */
  holderOf: (unit: string, role: string) => string
  /** nothing happens after this moment */
  until: Date
}

export type Rating = { score: number; reasons: string[]; at: Date }
export type History = { case: Case; facts: readonly CaseFact[]; rating?: Rating | undefined }

/** One for all: where it comes from is known, and asking for that takes long. */
const endOfTime = new Error('the story has come to its end')

const minutes = (count: number): number => Math.max(1, Math.round(count))

/** Plays one case through the rules that live work obeys, from submission until it ends or time does. */
export function playCase(story: Story, submission: Parameters<typeof rules.submit>[1], submittedAt: Date): History {
  const play = new Play(story, submission, submittedAt)
  try {
    play.run()
  } catch (error) {
    if (error !== endOfTime) throw error
  }
  play.watch(story.until)
  return { case: play.found, facts: play.facts, rating: play.rating }
}

class Play {
  found: Case
  facts: CaseFact[] = []
  rating: Rating | undefined
  private now: Date
  private readonly story: Story

  constructor(story: Story, submission: Parameters<typeof rules.submit>[1], submittedAt: Date) {
    this.story = story
    this.now = submittedAt
    const begun = rules.submit({ ...this.env(), by: { id: 'citizen' } }, submission)
    this.found = begun.case
    this.facts = [...begun.facts]
  }

  private env() {
    return { calendar: this.story.calendar, plan: this.story.plan, now: this.now, by: this.by() }
  }

  private by(): { id: string; unit?: string } {
    const visit = this.found?.visits.at(-1)
    return visit
      ? { id: visit.assignee ?? this.story.holderOf(visit.unit, visit.role), unit: visit.unit }
      : { id: 'system' }
  }

  private do(change: { case: Case; facts: readonly CaseFact[] }): void {
    this.found = change.case
    this.facts.push(...change.facts)
  }

  /** Moves the clock by office minutes; what the platform's jobs would have done meanwhile happens first. */
  private work(count: number): void {
    this.at(workingTime.addWorkingMinutes(this.story.calendar, this.now, minutes(count)))
  }

  private wait(days: number): void {
    this.at(new Date(this.now.getTime() + days * 86_400_000))
  }

  private at(next: Date): void {
    if (next > this.story.until) throw endOfTime
    this.watch(next)
    this.now = next
  }

  /** Warnings and passed deadlines up to a moment. */
  watch(until: Date): void {
    for (let i = 0; i < 6; i += 1) {
      const { warnAt, dueAt, overdue } = this.found
      const warning = warnAt && warnAt <= until ? warnAt : undefined
      const late = dueAt && !overdue && dueAt < until ? new Date(dueAt.getTime() + 60_000) : undefined
      const first = warning && (!late || warning <= late) ? warning : late
      if (!first || first > until) return
      const env = { ...this.env(), by: { id: 'system' }, now: first }
      const before = this.found
      this.do(first === warning ? rules.warn(env, this.found) : rules.markOverdue(env, this.found))
      if (this.found === before) return
    }
  }

  run(): void {
    const { random, temper } = this.story
    if (!this.intake()) return
    if (random.chance(0.012)) {
      this.work(random.around(300, 1))
      return this.do(rules.withdraw(this.env(), this.found))
    }
    for (const step of this.story.plan.steps.slice(1, -1)) {
      if (step.signs) break
      this.work(this.stepMinutes(step) * 0.5)
      if (
        this.found.supplements.length === 0 &&
        step.may.includes('ask-supplement') &&
        random.chance(0.05 / temper.care)
      )
        if (!this.supplement(true)) return
      this.work(this.stepMinutes(step) * 0.5)
      if (step.may.includes('refuse') && random.chance(0.015)) {
        this.do(rules.proposeRefusal(this.env(), this.found))
        this.work(this.stepMinutes(step) * 0.4)
        return this.do(rules.refuse(this.env(), this.found))
      }
      this.do(rules.completeStep(this.env(), this.found))
    }
    this.decide()
  }

  /** Reception: at once at a counter, after a while online. @returns whether the case was accepted */
  private intake(): boolean {
    const { random, temper } = this.story
    this.work(this.found.channel === 'online' ? random.around(70 * temper.slowness, 1) : random.int(3, 15))
    if (random.chance(0.012)) {
      this.do(rules.refuseAtIntake(this.env(), this.found))
      return false
    }
    if (this.found.channel === 'online' && random.chance(0.04 / temper.care)) if (!this.supplement(false)) return false
    this.do(
      rules.accept(this.env(), this.found, this.found.channel !== 'online' && random.chance(0.85 * temper.electronic)),
    )
    return true
  }

  private supplement(accepted: boolean): boolean {
    const { random } = this.story
    this.do(rules.askSupplement(this.env(), this.found))
    if (random.chance(0.06)) {
      const request = this.found.supplements.at(-1)
      if (request) this.at(new Date(request.dueAt.getTime() + 60_000))
      this.do(rules.stop({ ...this.env(), by: { id: 'system' } }, this.found, 'no-supplement'))
      return false
    }
    this.wait(Math.min(18, random.around(1.6, 0.8)))
    this.work(random.int(5, 200))
    this.do(rules.supplement({ ...this.env(), by: { id: 'citizen' } }, this.found))
    if (!accepted) this.work(random.around(60, 0.8))
    return true
  }

  private decide(): void {
    const { random, plan, temper } = this.story
    const signing = plan.steps.find((step) => step.signs)
    this.work(signing ? this.stepMinutes(signing) : 10)
    this.do(rules.approve(this.env(), this.found, random.chance(temper.electronic)))
    for (const step of plan.steps.slice(plan.steps.findIndex((one) => one === signing) + 1, -1)) {
      this.work(this.stepMinutes(step))
      this.do(rules.completeStep(this.env(), this.found))
    }
    const online = this.found.channel === 'online' && random.chance(0.55)
    if (online) this.work(random.int(2, 60))
    else {
      this.wait(random.around(0.6, 0.9))
      this.work(random.int(5, 120))
    }
    this.do(
      rules.returnResult(
        this.env(),
        this.found,
        online ? 'online' : this.found.channel === 'post' ? 'post' : 'counter',
      ),
    )
    if (random.chance(0.3)) this.rate()
  }

  private rate(): void {
    const { random, temper } = this.story
    this.wait(random.around(0.2, 1))
    const late =
      this.found.dueAt !== undefined && this.found.resolvedAt !== undefined && this.found.resolvedAt > this.found.dueAt
    const mean = (late ? 2.6 : 4.55) - (temper.slowness - 1) * 0.5
    const score = Math.max(1, Math.min(5, Math.round(mean + 0.7 * random.normal())))
    this.rating = { score, reasons: score >= 4 ? ['attitude'] : late ? ['late'] : ['unclear'], at: this.now }
    const env = { ...this.env(), by: { id: 'citizen' } }
    this.do(rules.state(env, rules.unchanged(this.found), caseRated, { ...rules.common(this.found), score }))
  }

  /** A step takes about half of what it may, more where people are slow; a share of the whole limit where it has none. */
  private stepMinutes(step: CasePlan['steps'][number]): number {
    const { random, temper, plan } = this.story
    const own = step.within ?? plan.limit
    const whole = own ? minutesOf(own) : 240
    const share = step.within ? 0.5 : 0.72 / Math.max(1, plan.steps.length - 2)
    return Math.max(4, random.around(whole * share * temper.slowness, 0.6))
  }
}

/** Office minutes in a limit, roughly: chance is added to it anyway. */
const minutesOf = ({ amount, unit }: { amount: number; unit: string }): number => amount * (minutesIn[unit] ?? 450)
const minutesIn: Readonly<Record<string, number>> = {
  'working hours': 60,
  'working days': 450,
  days: 320,
  months: 9_500,
}
