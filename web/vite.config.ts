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
        // What several pages share comes in one piece, not in twenty: a slow phone pays for each request.
        codeSplitting: {
          groups: [{ name: 'parts', test: /web\/(ui|components)\/(?!mantine|qr|form\/)/, minShareCount: 2 }],
        },
      },
    },
  },
  worker: { format: 'es' },
  server: { port: 5173, proxy: { '/api/': platform, '/documents/': platform } },
})
