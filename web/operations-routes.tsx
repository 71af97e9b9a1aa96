import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { paths } from './paths.ts'
import { root } from './root-route.ts'
import { optionalTexts } from './search-params.ts'

/** The pages of leaders: dark or light, their own layout, their own script. */
const operations = createRoute({
  getParentRoute: () => root,
  id: 'operations',
  component: lazyRouteComponent(() => import('./operations/face.tsx'), 'OperationsFace'),
})

const operationsPages = [
  createRoute({
    getParentRoute: () => operations,
    path: paths.operations,
    validateSearch: optionalTexts('indicator', 'period', 'on', 'wall'),
    component: lazyRouteComponent(() => import('./operations/map-page.tsx'), 'MapPage'),
  }),
  createRoute({
    getParentRoute: () => operations,
    path: paths.operationsUnit,
    validateSearch: optionalTexts('indicator', 'period', 'on', 'procedure', 'step', 'which'),
    component: lazyRouteComponent(() => import('./operations/unit-page.tsx'), 'UnitPage'),
  }),
  createRoute({
    getParentRoute: () => operations,
    path: paths.operationsIndicator,
    validateSearch: optionalTexts('period', 'on'),
    component: lazyRouteComponent(() => import('./operations/indicator-page.tsx'), 'IndicatorPage'),
  }),
  createRoute({
    getParentRoute: () => operations,
    path: paths.operationsCase,
    validateSearch: optionalTexts('indicator', 'period', 'on', 'procedure', 'unit'),
    component: lazyRouteComponent(() => import('./operations/case-page.tsx'), 'CasePage'),
  }),
  createRoute({
    getParentRoute: () => operations,
    path: paths.operationsReport,
    validateSearch: optionalTexts('indicator', 'period', 'on', 'unit'),
    component: lazyRouteComponent(() => import('./operations/report-page.tsx'), 'ReportPage'),
  }),
  createRoute({
    getParentRoute: () => operations,
    path: paths.operationsProcesses,
    component: lazyRouteComponent(() => import('./operations/processes-page.tsx'), 'ProcessesPage'),
  }),
  createRoute({
    getParentRoute: () => operations,
    path: paths.operationsProcess,
    validateSearch: optionalTexts('from', 'to', 'unit', 'detail'),
    component: lazyRouteComponent(() => import('./operations/process-page.tsx'), 'ProcessPage'),
  }),
]

export const operationsRoutes = operations.addChildren(operationsPages)
