import { defineConfig } from 'vite';

const SERVER = 'http://localhost:2567';

export default defineConfig({
  root: 'client',
  // The build of msgpackr that never probes for eval, which the pages' content policy forbids.
  resolve: { alias: { msgpackr: 'msgpackr/index-no-eval' } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    // Phaser alone is over a megabyte; it is loaded with the first stage, never with the lobby.
    chunkSizeWarningLimit: 1600,
  },
  server: {
    proxy: {
      '/api': SERVER,
      '/matchmake': SERVER,
      // Room sockets: /PROCESS/ROOM?sessionId=...
      '^/[\\w-]+/[\\w-]+\\?.*sessionId=': { target: SERVER, ws: true, headers: { origin: SERVER } },
    },
  },
});
