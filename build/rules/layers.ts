/** One layer of the architecture: what files in a folder may import. */
export interface Layer {
  /** Files below this folder (or this one file) belong to the layer; the first layer that fits counts. */
  folder: string;
  /** Folders of the project it may import from. */
  mayImport: string[];
  /** Packages its product code may import; tests are free. */
  packages: RegExp[];
}

const node = /^node:/;
const fileFormats = /^(zod|yaml)$/;
const anything = /./;

/** From the innermost to the outermost; more specific folders first. */
export const layers: Layer[] = [
  { folder: 'shared/topology/', mayImport: ['shared/'], packages: [fileFormats] },
  { folder: 'shared/ipc/', mayImport: ['shared/'], packages: [fileFormats] },
  { folder: 'shared/', mayImport: ['shared/'], packages: [/^zod$/] },
  { folder: 'electron/engine/', mayImport: ['shared/', 'electron/engine/'], packages: [] },
  {
    folder: 'electron/persistence/',
    // It implements the interface that the control plane states.
    mayImport: ['shared/', 'electron/engine/', 'electron/persistence/', 'electron/control-plane/design-storage.ts'],
    packages: [node, /^better-sqlite3$/],
  },
  { folder: 'electron/preload.ts', mayImport: ['shared/'], packages: [/^electron$/] },
  { folder: 'electron/main', mayImport: ['shared/', 'electron/main'], packages: [node, /^electron$/, fileFormats] },
  { folder: 'electron/', mayImport: ['shared/', 'electron/'], packages: [node, fileFormats] },
  {
    folder: 'renderer/',
    mayImport: ['shared/', 'renderer/'],
    packages: [/^(?!node:|electron$|better-sqlite3$|libsql$)/],
  },
  { folder: 'build/', mayImport: ['build/', 'shared/', 'electron/', 'e2e/', 'renderer/canvas/bench/'], packages: [anything] },
  { folder: 'e2e/', mayImport: ['e2e/', 'shared/', 'build/'], packages: [anything] },
];

/** The layer a file belongs to, by its path from the project's root. Throws for a file outside every layer. */
export function layerOf(file: string): Layer {
  const layer = layers.find(({ folder }) => file.startsWith(folder));
  if (layer === undefined) throw new Error(`${file} lies in no layer: see build/rules/layers.ts`);
  return layer;
}
