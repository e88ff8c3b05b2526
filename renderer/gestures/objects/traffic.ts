import type { PaletteObject } from './palette-object.ts';

/** Our own kinds that the palette offers besides machines. */
export const trafficObjects: readonly PaletteObject[] = [
  {
    apiVersion: 'clusterwright.dev/v1', kind: 'TrafficSource', isNamespaced: false, baseName: 'internet', suffix: '-visitors',
    // Asks for a host that nobody has until an edge says for what.
    fields: ({ name }) => ({ spec: { target: { host: `${name}.example.com` }, rate: { pattern: 'Constant', rps: 100 } } }),
  },
  {
    apiVersion: 'clusterwright.dev/v1', kind: 'NodeGroup', isNamespaced: false, baseName: 'workers',
    fields: () => ({ spec: { minSize: 1, maxSize: 5, type: 'm5.large', bootSeconds: 30 } }),
  },
];
