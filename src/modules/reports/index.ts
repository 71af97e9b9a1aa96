import { defineModule } from '#core/module'
import { categoryKind, reportRulesKind } from './definition.ts'
import { jobs } from './jobs.ts'
import { operations } from './operations.ts'
import { routes } from './routes.ts'

export const reports = defineModule({
  name: 'reports',
  kinds: [reportRulesKind, categoryKind],
  operations,
  jobs,
  routes,
})
