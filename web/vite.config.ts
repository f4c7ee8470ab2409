import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/** Where `bin/run` or `swarm serve` listens while `npm run dev` serves the client. */
const server = process.env.SWARM_DEV_SERVER ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: '../swarm/static',
    emptyOutDir: true,
    target: 'es2022',
    // The first browsers that know light-dark(): rewritten for older ones it loses its colours.
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    manifest: true,
    // A strict content security policy forbids data: scripts and styles.
    assetsInlineLimit: 0,
  },
  server: {
    proxy: {
      '/api': server,
      '/socket.io': { target: server, ws: true },
    },
  },
  test: {
    environment: 'jsdom',
    setupFiles: './vitest.setup.ts',
    restoreMocks: true,
  },
})
