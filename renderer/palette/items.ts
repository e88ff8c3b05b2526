import type { PalettePayload } from '../gestures/payload.ts';

/** One thing that the palette offers. Catalogue keys: `shell:palette.item.<id>` (name) and `shell:palette.hint.<id>` (what it is, what it writes). */
export interface PaletteItem {
  id: string;
  /** Kind for `KindIcon`. */
  icon: string;
  /** Catalogue key of the name. */
  title: string;
  /** What is dragged. */
  template: PalettePayload;
  /** A second-level item, shown under the one before it when that is opened. */
  variantOf?: string;
}

export interface PaletteGroup {
  id: 'machines' | 'workloads' | 'network' | 'scaling' | 'configuration' | 'storage' | 'policy';
  items: readonly PaletteItem[];
}

function item(id: string, icon: string, template: PalettePayload, variantOf?: string): PaletteItem {
  return { id, icon, title: `shell:palette.item.${id}`, template, ...(variantOf === undefined ? {} : { variantOf }) };
}

/** An item that stands for a kind of object. */
function kind(name: string, variantOf?: string): PaletteItem {
  return item(name, name, { type: 'object', kind: name }, variantOf);
}

/** The palette's content, in order. A new thing to build is a new line. */
export const paletteGroups: readonly PaletteGroup[] = [
  {
    id: 'machines',
    items: [
      item('worker', 'Machine', { type: 'machine', roles: ['worker'] }),
      ...['t3.large', 'm5.xlarge', 'm5.4xlarge', 'c5.xlarge', 'r5.xlarge'].map((machineType) => item(`worker.${machineType}`, 'Machine', { type: 'machine', roles: ['worker'], machineType }, 'worker')),
      item('controlPlane', 'ControlPlane', { type: 'machine', roles: ['control-plane'] }),
      item('singleMachine', 'SingleMachine', { type: 'machine', roles: ['control-plane', 'worker'] }),
      kind('NodeGroup'),
    ],
  },
  {
    id: 'workloads',
    items: [
      item('pod', 'Pod', { type: 'pod', preset: 'nginx' }),
      item('container', 'Container', { type: 'container', preset: 'nginx' }),
      item('container.redis', 'Container', { type: 'container', preset: 'redis' }, 'container'),
      item('container.postgres', 'Container', { type: 'container', preset: 'postgres' }, 'container'),
      item('container.log-shipper', 'Container', { type: 'container', preset: 'log-shipper' }, 'container'),
      item('deployment', 'Deployment', { type: 'workload', kind: 'Deployment', preset: 'nginx' }),
      item('deployment.redis', 'Deployment', { type: 'workload', kind: 'Deployment', preset: 'redis' }, 'deployment'),
      kind('ReplicaSet', 'deployment'),
      kind('StatefulSet'),
      kind('DaemonSet'),
      kind('Job'),
      kind('CronJob'),
    ],
  },
  { id: 'network', items: [kind('TrafficSource'), kind('Service'), kind('Ingress'), kind('NetworkPolicy'), kind('IngressClass', 'Ingress')] },
  { id: 'scaling', items: [kind('HorizontalPodAutoscaler'), kind('PodDisruptionBudget'), kind('PriorityClass')] },
  {
    id: 'configuration',
    items: [item('configMap', 'ConfigMap', { type: 'volume', source: 'configMap' }), item('secret', 'Secret', { type: 'volume', source: 'secret' }), kind('ServiceAccount')],
  },
  {
    id: 'storage',
    items: [
      item('PersistentVolumeClaim', 'PersistentVolumeClaim', { type: 'volume', source: 'persistentVolumeClaim' }),
      kind('PersistentVolume'),
      kind('StorageClass'),
      item('emptyDir', 'emptyDir', { type: 'volume', source: 'emptyDir' }),
      item('hostPath', 'hostPath', { type: 'volume', source: 'hostPath' }),
    ],
  },
  { id: 'policy', items: [kind('Namespace'), kind('ResourceQuota'), kind('LimitRange')] },
];
