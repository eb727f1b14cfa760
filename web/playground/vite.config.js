import { defineConfig } from 'vite';

export default defineConfig({
  // The page may lie in any folder of a site.
  base: './',
  worker: { format: 'es' },
  build: { chunkSizeWarningLimit: 1500 },
  server: { fs: { allow: ['../..'] } },
});
