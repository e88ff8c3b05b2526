import path from 'node:path';
import { defineConfig } from 'vitest/config';

/** Unit and property tests: beside the code, on plain Node. */
export default defineConfig({
  root: path.resolve(import.meta.dirname, '..'),
  test: {
    include: ['{shared,electron,renderer,build}/**/*.test.{ts,tsx}'],
    environment: 'node',
    testTimeout: 30_000,
  },
});
