// Everything a page needs as one script, with the engine's file beside it.
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
        assetFileNames: '[name][extname]',
        codeSplitting: false,
      },
    },
  },
});
