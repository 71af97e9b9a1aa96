import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { paths } from './paths.ts'
import { root } from './root-route.ts'
import { optionalTexts } from './search-params.ts'

/** The pages of officials: their own layout, their own script. */
const work = createRoute({
  getParentRoute: () => root,
  id: 'work',
  component: lazyRouteComponent(() => import('./work/face.tsx'), 'WorkFace'),
})

const workPages = [
  createRoute({
    getParentRoute: () => work,
    path: paths.work,
    validateSearch: optionalTexts('view', 'unit', 'role', 'state', 'procedure', 'channel', 'assignee', 'case'),
    component: lazyRouteComponent(() => import('./work/inbox-page.tsx'), 'InboxPage'),
  }),
  createRoute({
    getParentRoute: () => work,
    path: paths.workReception,
    validateSearch: optionalTexts('procedure'),
    component: lazyRouteComponent(() => import('./work/reception-page.tsx'), 'ReceptionPage'),
  }),
  createRoute({
    getParentRoute: () => work,
    path: paths.workCase,
    component: lazyRouteComponent(() => import('./work/case-page.tsx'), 'CasePage'),
  }),
  createRoute({
    getParentRoute: () => work,
    path: paths.workSearch,
    validateSearch: optionalTexts('q', 'state', 'unit', 'from', 'to'),
    component: lazyRouteComponent(() => import('./work/search-page.tsx'), 'SearchPage'),
  }),
  createRoute({
    getParentRoute: () => work,
    path: paths.workNotices,
    component: lazyRouteComponent(() => import('./work/notices-page.tsx'), 'NoticesPage'),
  }),
  createRoute({
    getParentRoute: () => work,
    path: paths.workNoticeSettings,
    component: lazyRouteComponent(() => import('./work/notices-page.tsx'), 'NoticeSettingsPage'),
  }),
  createRoute({
    getParentRoute: () => work,
    path: paths.workLoad,
    validateSearch: optionalTexts('unit'),
    component: lazyRouteComponent(() => import('./work/load-page.tsx'), 'LoadPage'),
  }),
  createRoute({
    getParentRoute: () => work,
    path: paths.workAccount,
    component: lazyRouteComponent(() => import('./work/account-page.tsx'), 'AccountPage'),
  }),
  createRoute({
    getParentRoute: () => work,
    path: paths.workVerify,
    component: lazyRouteComponent(() => import('./work/verify-page.tsx'), 'VerifyPage'),
  }),
  createRoute({
    getParentRoute: () => work,
    path: paths.workCorrections,
    component: lazyRouteComponent(() => import('./work/corrections-page.tsx'), 'CorrectionsPage'),
  }),
  createRoute({
    getParentRoute: () => work,
    path: paths.workReports,
    validateSearch: optionalTexts('view', 'case', 'category'),
    component: lazyRouteComponent(() => import('./work/report-desk-page.tsx'), 'ReportDeskPage'),
  }),
  createRoute({
    getParentRoute: () => work,
    path: paths.workReportNew,
    component: lazyRouteComponent(() => import('./work/report-new-page.tsx'), 'ReportNewPage'),
  }),
  createRoute({
    getParentRoute: () => work,
    path: paths.workUpkeep,
    component: lazyRouteComponent(() => import('./work/upkeep-page.tsx'), 'UpkeepPage'),
  }),
  createRoute({
    getParentRoute: () => work,
    path: paths.workAppKeys,
    component: lazyRouteComponent(() => import('./work/app-keys-page.tsx'), 'AppKeysPage'),
  }),
  createRoute({
    getParentRoute: () => work,
    path: paths.workAccounts,
    component: lazyRouteComponent(() => import('./work/accounts-page.tsx'), 'AccountsPage'),
  }),
]

const peoplePages = [
  createRoute({
    getParentRoute: () => work,
    path: paths.workMandate,
    component: lazyRouteComponent(() => import('./work/mandate-page.tsx'), 'MandatePage'),
  }),
  createRoute({
    getParentRoute: () => work,
    path: paths.workRecovery,
    component: lazyRouteComponent(() => import('./work/recovery-page.tsx'), 'RecoveryPage'),
  }),
  createRoute({
    getParentRoute: () => work,
    path: paths.workAssist,
    component: lazyRouteComponent(() => import('./work/assist-page.tsx'), 'AssistPage'),
  }),
]

const noticePages = [
  createRoute({
    getParentRoute: () => work,
    path: paths.workAnnounce,
    component: lazyRouteComponent(() => import('./work/announce-page.tsx'), 'AnnouncePage'),
  }),
  createRoute({
    getParentRoute: () => work,
    path: paths.workAnnounced,
    validateSearch: optionalTexts('id'),
    component: lazyRouteComponent(() => import('./work/announced-page.tsx'), 'AnnouncedPage'),
  }),
  createRoute({
    getParentRoute: () => work,
    path: paths.workDeliveries,
    validateSearch: optionalTexts('state', 'channel'),
    component: lazyRouteComponent(() => import('./work/deliveries-page.tsx'), 'DeliveriesPage'),
  }),
  createRoute({
    getParentRoute: () => work,
    path: paths.workNoticeWords,
    component: lazyRouteComponent(() => import('./work/notice-words-page.tsx'), 'NoticeWordsPage'),
  }),
]

const deskPages = [
  createRoute({
    getParentRoute: () => work,
    path: paths.workCounter,
    component: lazyRouteComponent(() => import('./work/counter-page.tsx'), 'CounterPage'),
  }),
  createRoute({
    getParentRoute: () => work,
    path: paths.workDesk,
    component: lazyRouteComponent(() => import('./work/desk-page.tsx'), 'DeskPage'),
  }),
]

export const workRoutes = work.addChildren([...workPages, ...peoplePages, ...noticePages, ...deskPages])
