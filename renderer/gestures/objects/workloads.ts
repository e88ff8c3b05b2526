import { containerOf } from '../container-presets.ts';
import { asManifest } from '../json-manifest.ts';
import type { PaletteObject } from './palette-object.ts';

/** A container that does its work and ends. */
const task = { name: 'task', image: 'hello-world:linux', resources: { requests: { cpu: '50m', memory: '32Mi' }, limits: { cpu: '100m', memory: '64Mi' } } };
const matched = (name: string) => ({ selector: { matchLabels: { app: name } } });
const labelled = (name: string, spec: Record<string, unknown>) => ({ metadata: { labels: { app: name } }, spec });

export const workloadObjects: readonly PaletteObject[] = [
  {
    apiVersion: 'apps/v1', kind: 'StatefulSet', isNamespaced: true, baseName: 'db',
    fields: ({ name }) => ({
      spec: {
        serviceName: name, replicas: 2, ...matched(name),
        template: labelled(name, { containers: [{ ...containerOf('postgres'), volumeMounts: [{ name: 'data', mountPath: '/var/lib/postgresql/data' }] }] }),
        volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } }],
      },
    }),
    // Its pods get their names in DNS from a headless Service.
    companions: ({ name, namespace }) => [asManifest({
      apiVersion: 'v1', kind: 'Service', metadata: { name, ...(namespace ? { namespace } : {}) },
      ...{ spec: { clusterIP: 'None', selector: { app: name }, ports: [{ port: 5432 }] } },
    })],
  },
  {
    apiVersion: 'apps/v1', kind: 'DaemonSet', isNamespaced: true, baseName: 'logs',
    fields: ({ name }) => ({ spec: { ...matched(name), template: labelled(name, { containers: [containerOf('log-shipper')] }) } }),
  },
  {
    apiVersion: 'apps/v1', kind: 'ReplicaSet', isNamespaced: true, baseName: 'web',
    fields: ({ name }) => ({ spec: { replicas: 2, ...matched(name), template: labelled(name, { containers: [containerOf('nginx')] }) } }),
  },
  {
    apiVersion: 'batch/v1', kind: 'Job', isNamespaced: true, baseName: 'task',
    fields: ({ name }) => ({ spec: { completions: 3, parallelism: 2, template: labelled(name, { restartPolicy: 'Never', containers: [task] }) } }),
  },
  {
    apiVersion: 'batch/v1', kind: 'CronJob', isNamespaced: true, baseName: 'nightly',
    fields: ({ name }) => ({
      spec: { schedule: '*/5 * * * *', concurrencyPolicy: 'Forbid', jobTemplate: { spec: { template: labelled(name, { restartPolicy: 'Never', containers: [task] }) } } },
    }),
  },
];
