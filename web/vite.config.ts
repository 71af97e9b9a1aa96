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

// The platform takes changes from its own pages only: the host must stay that of the page.
const platform = { target: 'http://localhost:8080', changeOrigin: false }

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), themeVariables()],
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
        // What the first page needs comes in three pieces, not in fifteen: a slow phone pays for each request.
        codeSplitting: {
          groups: [
            { name: 'base', test: /node_modules\/(react|react-dom|scheduler|@tanstack)\// },
            {
              name: 'parts',
              test: /web\/((ui|components)\/(?!qr|form\/)|citizen\/(search-box|life-events|case-|drafts))/,
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
