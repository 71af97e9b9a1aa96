import '@fontsource/be-vietnam-pro/vietnamese-400.css'
import '@fontsource/be-vietnam-pro/vietnamese-500.css'
import '@fontsource/be-vietnam-pro/vietnamese-600.css'
import '@fontsource/be-vietnam-pro/latin-400.css'
import '@fontsource/be-vietnam-pro/latin-500.css'
import '@fontsource/be-vietnam-pro/latin-600.css'
import 'virtual:theme.css'
import './ui/base.css'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { mayPass } from './api.ts'
import { applyDisplay } from './display.ts'
import { currentLocale } from './messages/locale.ts'
import { loadMessages } from './messages/use-messages.ts'
import { router } from './routes.tsx'
import { startServiceWorker } from './service-worker.ts'

const client = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 15_000, retry: (failures, error) => failures < 2 && mayPass(error), networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
})

document.documentElement.lang = currentLocale()
applyDisplay()
await loadMessages(currentLocale())

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
)

startServiceWorker()
