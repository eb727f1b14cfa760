// Puts what the compiler does not copy beside what it made.
import { cp } from 'node:fs/promises';

await cp(new URL('../src/generated/', import.meta.url), new URL('../dist/generated/', import.meta.url), {
  recursive: true,
});
