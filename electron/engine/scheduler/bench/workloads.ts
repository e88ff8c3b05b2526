import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Affinity, Pod, PodSpec } from '../../../../shared/kubernetes/types/pod.ts';

/**
 * One measurement, modelled on a workload of kube-scheduler's own performance tests (test/integration/scheduler_perf), with as many nodes and pods and the same
 * templates. Differs: Preemption measures the pods that preempt; the workload with that bar has them come five a second beside measured pods that fit at once.
 */
export interface Workload {
  readonly name: string;
  readonly nodes: number;
  /** Pods placed before the measurement. */
  readonly initialPods: readonly { readonly count: number; readonly make: PodMaker }[];
  readonly pods: number;
  readonly make: PodMaker;
  readonly zones?: readonly string[];
  /** Pods per second that kube-scheduler's CI asks of itself at 5,000 nodes. */
  readonly bar: number;
  /** What happens while pods are being placed. */
  readonly churn?: Churn;
}

/** After every so many pods objects are created; with `recreate` they are removed the next time. Source: the churn operation of scheduler_perf. */
export interface Churn {
  readonly everyPods: number;
  readonly recreate: boolean;
  make(change: number): readonly { readonly resource: string; readonly object: KubernetesObject }[];
}

export type PodMaker = (index: number) => Pod;

const zoneKey = 'topology.kubernetes.io/zone';
const hostKey = 'kubernetes.io/hostname';

/** scheduler_perf's node-default: 4 cores, 32 GiB, 110 pods. */
export function benchNode(index: number, zones: readonly string[] = []): Node {
  const name = `node-${index}`;
  const zone = zones[index % Math.max(1, zones.length)];
  const resources = { cpu: '4', memory: '32Gi', pods: '110' };
  return {
    apiVersion: 'v1', kind: 'Node', spec: {},
    metadata: { name, uid: name, labels: { [hostKey]: name, ...(zone ? { [zoneKey]: zone } : {}) } },
    status: { capacity: resources, allocatable: resources },
  };
}

function podMaker(
  prefix: string,
  options: { namespace?: string; labels?: Record<string, string>; cpu?: string; memory?: string; spec?: Partial<PodSpec> } = {},
): PodMaker {
  const { namespace = 'default', labels, cpu = '100m', memory = '500Mi', spec } = options;
  return (index) => ({
    apiVersion: 'v1', kind: 'Pod',
    metadata: { name: `${prefix}-${index}`, namespace, uid: `${prefix}-${index}`, ...(labels ? { labels: { ...labels } } : {}) },
    spec: {
      containers: [
        { name: 'pause', image: 'registry.k8s.io/pause:3.10', ports: [{ containerPort: 80 }], resources: { requests: { cpu, memory } } },
      ],
      ...spec,
    },
    status: { phase: 'Pending' },
  });
}

function labelled(prefix: string, color: string, affinity: Affinity, namespace = 'sched-1'): PodMaker {
  return podMaker(prefix, { namespace, labels: { color, name: 'test' }, spec: { affinity } });
}

const selector = (color: string): { matchLabels: Record<string, string> } => ({ matchLabels: { color } });
const namespaces = ['sched-1', 'sched-0'];

const podAffinity: Affinity = {
  podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: selector('blue'), topologyKey: zoneKey, namespaces }] },
};
const podAntiAffinity: Affinity = {
  podAntiAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: selector('green'), topologyKey: hostKey, namespaces }],
  },
};
const preferredAffinity: Affinity = {
  podAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: [
      { weight: 1, podAffinityTerm: { labelSelector: selector('red'), topologyKey: hostKey, namespaces } },
    ],
  },
};
const preferredAntiAffinity: Affinity = {
  podAntiAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: [
      { weight: 1, podAffinityTerm: { labelSelector: selector('yellow'), topologyKey: hostKey, namespaces } },
    ],
  },
};
const nodeAffinity: Affinity = {
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchExpressions: [{ key: zoneKey, operator: 'In', values: ['zone1', 'zone2'] }] }],
    },
  },
};

function spreading(prefix: string, whenUnsatisfiable: 'DoNotSchedule' | 'ScheduleAnyway'): PodMaker {
  return podMaker(prefix, {
    labels: { color: 'blue' },
    spec: { topologySpreadConstraints: [{ maxSkew: 5, topologyKey: zoneKey, whenUnsatisfiable, labelSelector: selector('blue') }] },
  });
}

const moons = ['moon-1', 'moon-2', 'moon-3'];
const basic = podMaker('pod');
/** More than any node has, and of higher priority than the others: it never finds a node, and preemption does not help. */
const huge = podMaker('huge', { cpu: '9', spec: { priority: 10 } });

const manyUnschedulable: Churn = { everyPods: 100, recreate: false, make: (change) => [{ resource: 'pods', object: huge(change) }] };

const mixedChurn = (nodes: number): Churn => ({
  everyPods: 20,
  recreate: true,
  make: (change) => [
    { resource: 'nodes', object: benchNode(nodes + change) },
    { resource: 'pods', object: huge(change) },
    { resource: 'services', object: churnService(change) },
  ],
});

function churnService(change: number): Service {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: `service-${change}`, namespace: 'default' }, spec: { selector: { app: `app-${change}` } } };
}

/** The rows of the engine bench. `scale` shrinks all counts, for tests of the bench itself. */
export function workloads(scale = 1): Workload[] {
  const of = (count: number): number => Math.max(1, Math.round(count * scale));
  const nodes = of(5_000);
  const mixed = [
    podMaker('base', { namespace: 'sched-0' }), labelled('affinity', 'blue', podAffinity, 'sched-0'), labelled('anti', 'green', podAntiAffinity, 'sched-0'),
    labelled('preferred', 'red', preferredAffinity, 'sched-0'), labelled('preferred-anti', 'yellow', preferredAntiAffinity, 'sched-0'),
  ];
  const initial = (count: number, make: PodMaker): Workload['initialPods'][number] => ({ count: of(count), make });
  return [
    { name: 'SchedulingBasic', nodes, initialPods: [initial(1_000, podMaker('init'))], pods: of(10_000), make: basic, bar: 680 },
    { name: 'SchedulingBasic', nodes, initialPods: [initial(5_000, podMaker('init'))], pods: of(50_000), make: basic, bar: 810 },
    {
      name: 'TopologySpreading', nodes, zones: moons, initialPods: [initial(5_000, podMaker('init'))], pods: of(5_000),
      make: spreading('pod', 'DoNotSchedule'), bar: 460,
    },
    {
      name: 'PreferredTopologySpreading', nodes, zones: moons, initialPods: [initial(5_000, podMaker('init'))], pods: of(5_000),
      make: spreading('pod', 'ScheduleAnyway'), bar: 340,
    },
    {
      name: 'SchedulingNodeAffinity', nodes, zones: ['zone1'], initialPods: [initial(5_000, podMaker('init'))], pods: of(10_000),
      make: podMaker('pod', { spec: { affinity: nodeAffinity } }), bar: 220,
    },
    {
      name: 'SchedulingPodAntiAffinity', nodes, initialPods: [initial(1_000, labelled('init', 'green', podAntiAffinity, 'sched-0'))],
      pods: of(2_000), make: labelled('pod', 'green', podAntiAffinity), bar: 60,
    },
    {
      name: 'SchedulingPodAffinity', nodes, zones: ['zone1'],
      initialPods: [initial(5_000, labelled('init', 'blue', podAffinity, 'sched-0'))], pods: of(5_000),
      make: labelled('pod', 'blue', podAffinity), bar: 35,
    },
    {
      name: 'MixedSchedulingBasePod', nodes, zones: ['zone1'], initialPods: mixed.map((make) => initial(2_000, make)), pods: of(5_000),
      make: basic, bar: 140,
    },
    {
      name: 'Preemption', nodes, initialPods: [initial(20_000, podMaker('low', { cpu: '900m' }))], pods: of(5_000),
      make: podMaker('high', { cpu: '3000m', spec: { priority: 10 } }), bar: 570,
    },
    { name: 'MixedChurn', nodes, initialPods: [], pods: of(10_000), make: basic, churn: mixedChurn(nodes), bar: 710 },
    {
      name: 'Unschedulable', nodes, initialPods: [initial(20_000, podMaker('init'))], pods: of(10_000), make: basic, churn: manyUnschedulable, bar: 600,
    },
  ];
}
