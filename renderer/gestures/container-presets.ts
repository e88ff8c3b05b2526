import type { Container } from '../../shared/kubernetes/types/pod.ts';

/** Containers that the palette offers, with ports and with requests and limits that a small machine can carry. */
export const containerPresets = {
  nginx: {
    name: 'nginx',
    image: 'nginx:1.27',
    ports: [{ containerPort: 80 }],
    resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '250m', memory: '128Mi' } },
  },
  redis: {
    name: 'redis',
    image: 'redis:7.4',
    ports: [{ containerPort: 6379 }],
    resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '500m', memory: '256Mi' } },
  },
  'log-shipper': {
    name: 'log-shipper',
    image: 'fluent-bit:3.1',
    resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { cpu: '100m', memory: '128Mi' } },
  },
  postgres: {
    name: 'postgres',
    image: 'postgres:16',
    ports: [{ containerPort: 5432 }],
    resources: { requests: { cpu: '250m', memory: '256Mi' }, limits: { cpu: '1', memory: '1Gi' } },
  },
} as const satisfies Record<string, Container>;

export type ContainerPreset = keyof typeof containerPresets;

/** What a pod or a workload around this container is called. */
export const presetObjectName: Readonly<Record<ContainerPreset, string>> = {
  nginx: 'web',
  redis: 'cache',
  'log-shipper': 'logs',
  postgres: 'db',
};

/** A copy of the preset that may be changed. */
export function containerOf(preset: ContainerPreset): Container {
  return structuredClone(containerPresets[preset]) as Container;
}
