import path from 'node:path';

/** The checkout this script belongs to. */
export const projectRoot = path.resolve(import.meta.dirname, '..');

/**
 * Where builds go. `CLUSTERWRIGHT_OUT` names another folder, so that two builds of one checkout can run side by side
 * without deleting each other's files.
 */
export const outFolder = path.resolve(projectRoot, process.env.CLUSTERWRIGHT_OUT ?? 'out');

/** The built application: `main.cjs`, `preload.cjs`, `control-plane.cjs`, `renderer/`, `package.json`. */
export const appFolder = path.join(outFolder, 'app');

/** Things fetched once and kept: outside git, removed by `npm ci`. */
export const cacheFolder = path.join(projectRoot, 'node_modules', '.cache', 'clusterwright');

/**
 * Reports of test runs: `unit.json`, `e2e.json`, `screens/<project>/*.png`, `artifacts/`. Beside the build when that has
 * a folder of its own.
 */
export const resultsFolder = path.join(process.env.CLUSTERWRIGHT_OUT === undefined ? projectRoot : outFolder, 'test-results');
