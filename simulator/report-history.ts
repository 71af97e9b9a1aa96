import { system } from '#core/actor'
import { calendarsOf, workingTime } from '#modules/calendar'
import { reportHistory, reportRules as rules, type Report, type ReportChange, type ReportEnv } from '#modules/reports'
import { provinceUnit } from '#modules/units'
import type { Scene } from './drawings.ts'
import type { Category, Maker, Note, Photo } from './reports.ts'

const officeHour = 60

class EndOfTime extends Error {}

type Beginning = { category: Category; commune: string; at: Date; urgent: boolean; owner: string | undefined }

/** One report through the rules that live work obeys, until it ends or time does. */
export class Play {
  report: Report
  facts: ReportChange['facts'] = []
  private now: Date
  private readonly maker: Maker
  private readonly beginning: Beginning
  private readonly written: { act: string; no: number; at: Date; by: string; text?: string }[] = []

  constructor(maker: Maker, beginning: Beginning) {
    this.maker = maker
    this.beginning = beginning
    this.now = beginning.at
    const { category, commune, urgent } = beginning
    const unit = reportHistory.unitFor(maker.ctx, category.body, commune)
    const channel = maker.random.chance(0.85) ? 'online' : 'hotline'
    const begun = rules.submit(this.env('citizen'), {
      code: reportHistory.newCode(this.now, (below) => maker.random.int(0, below - 1)),
      category: category.id,
      channel,
      commune,
      unit,
      urgent,
    })
    this.report = begun.report
    this.facts = begun.facts
  }

  private env(by: string): ReportEnv {
    const { ctx } = this.maker
    return reportHistory.envOf(ctx, this.beginning.category.body, { id: by, unit: this.report?.unit }, this.now)
  }

  private official(): string {
    return this.maker.holder(this.report.unit, this.report.unit.startsWith('H50') ? 'specialist' : 'clerk', 0)
  }

  private do(change: ReportChange): void {
    this.report = change.report
    this.facts = [...this.facts, ...change.facts]
  }

  /** Office minutes pass; a deadline that passes meanwhile is stated, and climbs. */
  private work(minutes: number): void {
    const calendar = calendarsOf(this.maker.ctx).of(this.report.unit)
    this.at(workingTime.addWorkingMinutes(calendar, this.now, Math.max(5, Math.round(minutes))))
  }

  private at(next: Date): void {
    const { until, ctx } = this.maker
    this.now = next > until ? until : next
    this.do(rules.markOverdue(this.env(system.id), this.report))
    this.do(rules.escalate(this.env(system.id), this.report, provinceUnit(ctx).code))
    if (next > until) throw new EndOfTime()
  }

  run(): void {
    try {
      this.walk()
    } catch (error) {
      if (!(error instanceof EndOfTime)) throw error
    }
  }

  private walk(): void {
    const { random, communes } = this.maker
    const { category, commune } = this.beginning
    this.work(random.around(5 * officeHour, 0.9))
    if (random.chance(0.04))
      return this.write(
        'reject',
        rules.reject(this.env(this.official()), this.report, 'no-grounds'),
        'Nội dung chưa đủ cơ sở để xử lý. Xin gửi lại kèm địa điểm cụ thể.',
      )
    this.do(rules.accept(this.env(this.official()), this.report))
    if (category.body.public) this.do(rules.show(this.env(this.official()), this.report, true))
    if (random.chance(0.06)) {
      const to = random.pick(communes.filter(({ code }) => code !== commune)).code
      this.work(random.around(4 * officeHour, 0.6))
      this.write(
        'transfer',
        rules.transfer(this.env(this.official()), this.report, to),
        'Sự việc thuộc địa bàn đơn vị bạn.',
        true,
      )
    }
    this.work(random.around(2 * officeHour, 0.7))
    this.do(rules.assign(this.env(this.official()), this.report, this.official()))
    const limit = this.report.dueAt ? this.report.dueAt.getTime() - this.now.getTime() : 0
    const slow = random.chance(0.12) ? 1.5 : 0.3 + random.next() * 0.55
    this.at(
      workingTime.normaliseStart(
        calendarsOf(this.maker.ctx).of(this.report.unit),
        new Date(this.now.getTime() + Math.max(limit, 0) * slow),
      ),
    )
    this.do(rules.answer(this.env(this.official()), this.report))
    this.written.push({ act: 'answer', no: this.report.version, at: this.now, by: this.official() })
    this.judge()
  }

  private write(act: string, change: ReportChange, text: string, isPublic = false): void {
    this.do(change)
    this.written.push({
      act: isPublic ? `${act} public` : act,
      no: this.report.version,
      at: this.now,
      by: this.official(),
      text,
    })
  }

  private judge(): void {
    const { random } = this.maker
    if (!this.beginning.owner || !random.chance(0.6)) return
    this.at(new Date(this.now.getTime() + random.next() * 3 * 86_400_000))
    const late = this.report.overdue || random.chance(0.15)
    this.do(rules.rate(this.env(this.beginning.owner), this.report, late ? random.int(1, 3) : random.int(4, 5)))
  }

  notes(answer: string | undefined): Note[] {
    return this.written.flatMap(({ act, text = answer, ...one }) =>
      text === undefined
        ? []
        : [
            {
              ...one,
              code: this.report.code,
              act: act.replace(' public', ''),
              text,
              public: act === 'answer' || act.endsWith(' public'),
            },
          ],
    )
  }

  photos(scene: Scene | undefined): Photo[] {
    if (!scene) return []
    const { code, visible, answeredAt } = this.report
    const common = { code, by: 'demo', shown: visible, takenAt: undefined, takenPlace: undefined }
    const before = { ...common, ...scene.before, moment: 'before' as const, at: this.beginning.at }
    const after = answeredAt && { ...common, ...scene.after, moment: 'after' as const, at: answeredAt }
    return after ? [before, after] : [before]
  }
}
