import react from '@vitejs/plugin-react';
import path from 'node:path';
import type { InlineConfig } from 'vite';
import { appFolder, projectRoot } from '../paths.ts';

/** The bundles that run on Node inside Electron, by output name. Each is one self-contained CommonJS file. */
export const nodeEntries = {
  main: 'electron/main.ts',
  preload: 'electron/preload.ts',
  'control-plane': 'electron/control-plane/entry.ts',
  compare: 'electron/compare/worker.ts',
} as const;

/** Vite configuration of one Node bundle: CommonJS for Node 18, the runtime's own modules and the native one left outside. */
export function nodeBundle(name: keyof typeof nodeEntries): InlineConfig {
  const external = ['electron', 'better-sqlite3'];
  return commonJs({ entry: nodeEntries[name], folder: appFolder, file: `${name}.cjs`, external });
}

/** Vite configuration of what stands for `better-sqlite3` on the fallback runtime. */
export function sqliteOnLibsqlBundle(folder: string): InlineConfig {
  return commonJs({ entry: 'build/sqlite-on-libsql/module.ts', folder, file: 'index.js', external: ['libsql'] });
}

interface CommonJsBundle {
  entry: string;
  folder: string;
  file: string;
  external: string[];
}

function commonJs({ entry, folder, file, external }: CommonJsBundle): InlineConfig {
  return {
    configFile: false,
    root: projectRoot,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true, external },
    build: {
      ssr: path.join(projectRoot, entry),
      target: 'node18',
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      sourcemap: true,
      rolldownOptions: { output: { format: 'cjs', entryFileNames: file, codeSplitting: false } },
    },
  };
}

/** Vite configuration of the renderer: for Chrome 114, relative addresses, nothing inline (the content policy loads fonts from files only). */
export function rendererBundle(): InlineConfig {
  return {
    configFile: false,
    root: path.join(projectRoot, 'renderer'),
    base: './',
    logLevel: 'warn',
    plugins: [react()],
    cacheDir: path.join(projectRoot, 'node_modules', '.cache', 'vite'),
    server: { host: '127.0.0.1', port: 5273, strictPort: false },
    build: {
      target: 'chrome114',
      outDir: path.join(appFolder, 'renderer'),
      emptyOutDir: true,
      assetsInlineLimit: 0,
      sourcemap: true,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 4096,
    },
  };
}
