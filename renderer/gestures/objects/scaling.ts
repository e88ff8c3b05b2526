import type { PaletteObject } from './palette-object.ts';

export const scalingObjects: readonly PaletteObject[] = [
  {
    apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', isNamespaced: true, baseName: 'web', suffix: '',
    fields: ({ name, target }) => ({
      spec: {
        scaleTargetRef: { apiVersion: target?.apiVersion ?? 'apps/v1', kind: target?.kind ?? 'Deployment', name: target?.metadata.name ?? name },
        minReplicas: 2, maxReplicas: 10,
        metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } }],
      },
    }),
  },
  {
    apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', isNamespaced: true, baseName: 'web', suffix: '',
    fields: ({ name }) => ({ spec: { minAvailable: 1, selector: { matchLabels: { app: name } } } }),
  },
  { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', isNamespaced: false, baseName: 'important', fields: () => ({ value: 1_000, description: 'Placed before others; may preempt them.' }) },
];
