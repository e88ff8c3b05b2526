import type { PaletteObject } from './palette-object.ts';

export const configurationObjects: readonly PaletteObject[] = [
  { apiVersion: 'v1', kind: 'Namespace', isNamespaced: false, baseName: 'team', fields: () => ({}) },
  { apiVersion: 'v1', kind: 'ServiceAccount', isNamespaced: true, baseName: 'app', suffix: '', fields: () => ({}) },
  {
    apiVersion: 'v1', kind: 'ResourceQuota', isNamespaced: true, baseName: 'quota',
    fields: () => ({ spec: { hard: { pods: '10', 'requests.cpu': '2', 'requests.memory': '4Gi' } } }),
  },
  {
    apiVersion: 'v1', kind: 'LimitRange', isNamespaced: true, baseName: 'limits',
    fields: () => ({ spec: { limits: [{ type: 'Container', default: { cpu: '250m', memory: '128Mi' }, defaultRequest: { cpu: '100m', memory: '64Mi' } }] } }),
  },
];
