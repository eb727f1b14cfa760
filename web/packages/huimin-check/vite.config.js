// Everything a page needs as one script, with the files of the engine beside it: the whole, and the one for compiled
// policies.
import { defineConfig } from 'vite';

export default defineConfig({
  base: './',
  build: {
    outDir: 'dist/page',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: 'src/index.ts',
      preserveEntrySignatures: 'strict',
      output: {
        entryFileNames: 'huimin-check.js',
        assetFileNames: ({ originalFileNames: [from = ''] }) => (from.includes('/runtime/') ? 'huimin-runtime[extname]' : '[name][extname]'),
        codeSplitting: false,
      },
    },
  },
});
