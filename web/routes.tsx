import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { accountPages } from './account-routes.tsx'
import { citizen } from './citizen-routes.tsx'
import { HomePage } from './citizen/home-page.tsx'
import { queryString } from './api.ts'
import { operationsRoutes } from './operations-routes.tsx'
import { paths } from './paths.ts'
import { root } from './root-route.ts'
import { optionalTexts } from './search-params.ts'
import { workRoutes } from './work-routes.tsx'

// --- citizen: its home comes with the first script, so that a slow phone asks once; the rest page by page ---

const citizenPages = [
  createRoute({
    getParentRoute: () => citizen,
    path: paths.connectApps,
    component: lazyRouteComponent(() => import('./citizen/connect-apps-page.tsx'), 'ConnectAppsPage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.connect,
    component: lazyRouteComponent(() => import('./citizen/connect-page.tsx'), 'ConnectPage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.raiseLevel,
    validateSearch: optionalTexts('next'),
    component: lazyRouteComponent(() => import('./citizen/raise-level-page.tsx'), 'RaiseLevelPage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.home,
    component: HomePage,
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.procedures,
    validateSearch: optionalTexts('q', 'field', 'agency', 'lifeEvent'),
    component: lazyRouteComponent(() => import('./citizen/procedures-page.tsx'), 'ProceduresPage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.procedure,
    component: lazyRouteComponent(() => import('./citizen/procedure-page.tsx'), 'ProcedurePage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.apply,
    validateSearch: optionalTexts('step'),
    component: lazyRouteComponent(() => import('./citizen/apply-page.tsx'), 'ApplyPage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.receipt,
    component: lazyRouteComponent(() => import('./citizen/receipt-page.tsx'), 'ReceiptPage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.mine,
    component: lazyRouteComponent(() => import('./citizen/mine-page.tsx'), 'MinePage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.myCase,
    component: lazyRouteComponent(() => import('./citizen/my-case-page.tsx'), 'MyCasePage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.supplement,
    component: lazyRouteComponent(() => import('./citizen/supplement-page.tsx'), 'SupplementPage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.papers,
    component: lazyRouteComponent(() => import('./citizen/papers-page.tsx'), 'PapersPage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.paperAdd,
    component: lazyRouteComponent(() => import('./citizen/paper-add-page.tsx'), 'PaperAddPage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.shares,
    component: lazyRouteComponent(() => import('./citizen/shares-page.tsx'), 'SharesPage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.paper,
    component: lazyRouteComponent(() => import('./citizen/paper-page.tsx'), 'PaperPage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.shared,
    component: lazyRouteComponent(() => import('./citizen/opened-page.tsx'), 'OpenedPage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.proposals,
    component: lazyRouteComponent(() => import('./citizen/proposals-page.tsx'), 'ProposalsPage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.track,
    validateSearch: optionalTexts('ma', 'khoa'),
    component: lazyRouteComponent(() => import('./citizen/track-page.tsx'), 'TrackPage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.verify,
    component: lazyRouteComponent(() => import('./citizen/verify-page.tsx'), 'VerifyPage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.verifyDocument,
    component: lazyRouteComponent(() => import('./citizen/verify-page.tsx'), 'VerifyDocumentPage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.signIn,
    validateSearch: optionalTexts('next', 'loi', 'again'),
    component: lazyRouteComponent(() => import('./citizen/sign-in-page.tsx'), 'SignInPage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.password,
    component: lazyRouteComponent(() => import('./citizen/password-page.tsx'), 'PasswordPage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.notices,
    component: lazyRouteComponent(() => import('./citizen/notices-page.tsx'), 'NoticesPage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.noticeSettings,
    component: lazyRouteComponent(() => import('./citizen/notices-page.tsx'), 'NoticeSettingsPage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.mailbox,
    component: lazyRouteComponent(() => import('./citizen/mailbox-page.tsx'), 'MailboxPage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.reports,
    validateSearch: optionalTexts('loai', 'xa', 'giaidoan', 'thang'),
    component: lazyRouteComponent(() => import('./citizen/reports-page.tsx'), 'ReportsPage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.reportSend,
    validateSearch: optionalTexts('category'),
    component: lazyRouteComponent(() => import('./citizen/report-send-page.tsx'), 'ReportSendPage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.report,
    component: lazyRouteComponent(() => import('./citizen/report-page.tsx'), 'ReportPage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.myReports,
    component: lazyRouteComponent(() => import('./citizen/my-reports-page.tsx'), 'MyReportsPage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.ideas,
    component: lazyRouteComponent(() => import('./citizen/ideas-page.tsx'), 'IdeasPage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.surveys,
    component: lazyRouteComponent(() => import('./citizen/surveys-page.tsx'), 'SurveysPage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.survey,
    component: lazyRouteComponent(() => import('./citizen/survey-page.tsx'), 'SurveyPage'),
  }),
]

const boardPages = [
  createRoute({
    getParentRoute: () => citizen,
    path: paths.board,
    validateSearch: optionalTexts('q'),
    component: lazyRouteComponent(() => import('./citizen/board-page.tsx'), 'BoardPage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.service,
    component: lazyRouteComponent(() => import('./citizen/service-page.tsx'), 'ServicePage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.journey,
    component: lazyRouteComponent(() => import('./citizen/journey-page.tsx'), 'JourneyPage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.news,
    component: lazyRouteComponent(() => import('./citizen/news-page.tsx'), 'NewsPage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.newsItem,
    component: lazyRouteComponent(() => import('./citizen/news-page.tsx'), 'NewsItemPage'),
  }),
]

const appointmentPages = [
  createRoute({
    getParentRoute: () => citizen,
    path: paths.appointments,
    component: lazyRouteComponent(() => import('./citizen/appointments-page.tsx'), 'AppointmentsPage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.appointmentBook,
    validateSearch: optionalTexts('thutuc', 'hoso', 'noi', 'doi'),
    component: lazyRouteComponent(() => import('./citizen/book-page.tsx'), 'BookPage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.appointment,
    component: lazyRouteComponent(() => import('./citizen/appointment-page.tsx'), 'AppointmentPage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.ticket,
    component: lazyRouteComponent(() => import('./citizen/ticket-page.tsx'), 'TicketPage'),
  }),
]

// --- the hall of a service centre: screens without a frame, for a wall and a kiosk ---

const hallPages = [
  createRoute({
    getParentRoute: () => root,
    path: paths.hall,
    component: lazyRouteComponent(() => import('./hall/hall-page.tsx'), 'HallPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: paths.kiosk,
    component: lazyRouteComponent(() => import('./hall/kiosk-page.tsx'), 'KioskPage'),
  }),
]

export const router = createRouter({
  routeTree: root.addChildren([
    citizen.addChildren([...citizenPages, ...accountPages, ...boardPages, ...appointmentPages]),
    workRoutes,
    operationsRoutes,
    ...hallPages,
  ]),
  defaultPreload: 'intent',
  // Codes such as 2.000120 are text: the router's own reading would take them for numbers.
  parseSearch: (written) => Object.fromEntries(new URLSearchParams(written)),
  stringifySearch: queryString,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
