import { createRootRoute } from '@tanstack/react-router'
import { CrashPage } from './components/crash-page.tsx'
import { NotFoundPage } from './components/not-found-page.tsx'

export const root = createRootRoute({ notFoundComponent: NotFoundPage, errorComponent: CrashPage })
