import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { themeStyle } from './ui/theme.ts'

/** `import 'virtual:theme.css'` gives the tokens of ui/theme.ts as CSS variables. */
function themeVariables(): Plugin {
  const id = 'virtual:theme.css'
  return {
    name: 'theme-variables',
    resolveId: (source) => (source === id ? id : undefined),
    load: (source) => (source === id ? themeStyle() : undefined),
  }
}

/** Files that the first page and the pages of the last state need, found in the finished bundle. */
const offlinePages = /citizen\/(my-home|mine-page|my-case-page|apply-page|board-page)\.tsx$/

/** Writes the list of the shell's files into the service worker, with a version that changes with them. */
function serviceWorkerShell(): Plugin {
  return {
    name: 'service-worker-shell',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
      const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]))
      const wanted = new Set<string>()
      const add = (name: string) => {
        if (wanted.has(name)) return
        wanted.add(name)
        byName.get(name)?.imports.forEach(add)
        byName.get(name)?.viteMetadata?.importedCss.forEach((css) => wanted.add(css))
      }
      for (const chunk of chunks)
        if (chunk.name === 'index' || offlinePages.test(chunk.facadeModuleId ?? '')) add(chunk.fileName)
      const files = ['/index.html', '/mark.svg', '/icon-192.png', ...[...wanted].toSorted().map((name) => `/${name}`)]
      const version = createHash('sha256').update(files.join()).digest('hex').slice(0, 12)
      const worker = readFileSync(new URL('sw/service-worker.js', import.meta.url), 'utf8')
      const source = worker.replace('self.__SHELL__', JSON.stringify({ version, files }))
      this.emitFile({ type: 'asset', fileName: 'sw.js', source })
    },
  }
}

// The platform takes changes from its own pages only: the host must stay that of the page.
const platform = { target: 'http://localhost:8080', changeOrigin: false }

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), themeVariables(), serviceWorkerShell()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    // A data: URL would need its own word in the content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      output: {
        // What the first page needs comes in three pieces, not in fifteen, and what most others need in one more: a slow phone pays for
        // each request.
        codeSplitting: {
          groups: [
            { name: 'base', test: /node_modules\/(react|react-dom|scheduler|@tanstack)\// },
            {
              name: 'parts',
              test: /web\/((ui\/(button|confirm|fold-text|format|notice|page-title|state|status-mark|typed-values|use-settled)|components\/(bell|error-state|language-switch|mark|not-found-page|query-state|row-link|use-(acting|go-anew|me|online)))\.|(outbox|display)\.ts|citizen\/(search-box|life-events|drafts|recent))|icons\/Icon(FileText|Id|MessageReport|Users)\.mjs/,
              minShareCount: 2,
            },
            {
              name: 'pages',
              // What belongs to an account's or a notice's own pages comes with these.
              test: /web\/((ui|components)\/(?!qr|form\/|account\/|notice-[cds]|wait-)|citizen\/case-)/,
              minShareCount: 2,
            },
          ],
        },
      },
    },
  },
  worker: { format: 'es' },
  server: { port: 5173, proxy: { '/api/': platform, '/documents/': platform } },
})
