import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { citizen } from './citizen-routes.tsx'
import { paths } from './paths.ts'

/** What concerns a person's own account: who they are, who acts for them, their data. */
export const accountPages = [
  createRoute({
    getParentRoute: () => citizen,
    path: paths.account,
    component: lazyRouteComponent(() => import('./citizen/account-page.tsx'), 'AccountPage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.looks,
    component: lazyRouteComponent(() => import('./citizen/looks-page.tsx'), 'LooksPage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.mandates,
    component: lazyRouteComponent(() => import('./citizen/mandates-page.tsx'), 'MandatesPage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.myData,
    component: lazyRouteComponent(() => import('./citizen/rights-page.tsx'), 'MyDataPage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.myDataErase,
    component: lazyRouteComponent(() => import('./citizen/erase-page.tsx'), 'ErasePage'),
  }),
  createRoute({
    getParentRoute: () => citizen,
    path: paths.personalQr,
    component: lazyRouteComponent(() => import('./citizen/personal-qr-page.tsx'), 'PersonalQrPage'),
  }),
]
