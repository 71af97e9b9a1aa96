import { defineModule } from '#core/module'
import { sealedIn } from '#core/sealed'
import { keepPublicMap, reportTopic, reportsTopic } from './consumers.ts'
import { categoryKind, reportRulesKind } from './definition.ts'
import { reportExamplesKind } from './examples.ts'
import { jobs } from './jobs.ts'
import { kept } from './kept.ts'
import { improveSuggestions } from './learning.ts'
import { operations } from './operations.ts'
import { routes } from './routes.ts'
import { listOwners } from './store/report.ts'
import { surveyKind } from './survey-definition.ts'
import { tell, toldBy } from './telling.ts'

export const reports = defineModule({
  name: 'reports',
  needs: { notice: toldBy, consent: [improveSuggestions] },
  kinds: [reportRulesKind, categoryKind, reportExamplesKind, surveyKind],
  operations,
  consumers: [keepPublicMap, tell],
  jobs,
  topics: [reportTopic, reportsTopic],
  ownership: { types: ['reports.*'], owners: listOwners },
  personal: kept,
  seals: sealedIn('reports.report', 'sender'),
  routes,
})

export { reportHistory, reportRules } from './histories.ts'
export type { Change as ReportChange, Report } from './report.ts'
export type { Env as ReportEnv } from './rules.ts'
