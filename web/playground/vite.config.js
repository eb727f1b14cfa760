import { defineConfig } from 'vite';

export default defineConfig({
  // The page may lie in any folder of a site.
  base: './',
  worker: { format: 'es' },
  // The styles of phones would be written in words that browsers before 2023 pass over.
  build: { chunkSizeWarningLimit: 1500, cssTarget: ['chrome88', 'firefox90', 'safari15'] },
  server: { fs: { allow: ['../..'] } },
});
