import fc from 'fast-check';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod, PodSpec } from '../../../../shared/kubernetes/types/pod.ts';
import { ok } from '../../../../shared/result.ts';
import type { Admission } from '../../apistore/admission-port.ts';
import { defaultEpoch } from '../../env.ts';
import { Simulation, type SimulationState } from '../../simulation/simulation.ts';
import { defaultProfile } from '../framework/profile.ts';
import { KubeScheduler } from '../scheduler.ts';
import { makeNode, makePod } from './objects.ts';

/** One thing that happens to a small cluster. Numbers pick among what exists, so that every list of steps makes sense. */
export type Step =
  | { readonly do: 'addNode'; readonly size: number; readonly zone: number; readonly taint: number }
  | { readonly do: 'removeNode' | 'cordon' | 'relabel' | 'taint' | 'shrink' | 'pullImage'; readonly which: number }
  | { readonly do: 'addPods'; readonly template: number; readonly count: number; readonly priority: number }
  | { readonly do: 'deletePod' | 'finishPod' | 'startPod' | 'terminatePod' | 'labelPod' | 'ungatePod'; readonly which: number }
  | { readonly do: 'budget' | 'claim'; readonly which: number }
  | { readonly do: 'wait'; readonly ms: number };

const pick = fc.nat({ max: 40 });

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('addNode' as const), size: fc.nat({ max: 2 }), zone: fc.nat({ max: 3 }), taint: fc.nat({ max: 5 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('removeNode', 'cordon', 'relabel', 'taint', 'shrink', 'pullImage', 'pullImage'), which: pick }),
  },
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constant('addPods' as const), template: fc.nat({ max: 14 }), count: fc.integer({ min: 1, max: 5 }),
      priority: fc.constantFrom(0, 0, 0, 10),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('deletePod', 'finishPod', 'startPod', 'terminatePod', 'labelPod', 'ungatePod'), which: pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('budget', 'claim'), which: pick }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1, 3, 20, 20, 2_500, 400_000) }) },
);

/** What happens, and the few templates of which all pods are: answers are kept per template, so each must come often. */
export interface Story {
  readonly templates: readonly number[];
  readonly steps: readonly Step[];
}

export const anyStory: fc.Arbitrary<Story> = fc.record({
  templates: fc.array(fc.nat({ max: 14 }), { minLength: 1, maxLength: 3 }),
  steps: fc.array(anyStep, { minLength: 10, maxLength: 100, size: 'max' }),
});

const zoneKey = 'topology.kubernetes.io/zone';
const hostKey = 'kubernetes.io/hostname';
const web = { matchLabels: { app: 'web' } };
const db = { matchLabels: { app: 'db' } };

/** Pods that between them use every plugin. */
const podTemplates: readonly { labels: Record<string, string>; spec: Partial<PodSpec> }[] = [
  { labels: { app: 'web' }, spec: {} },
  { labels: { app: 'db' }, spec: {} },
  {
    labels: { app: 'web' },
    spec: { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: zoneKey, whenUnsatisfiable: 'DoNotSchedule', labelSelector: web }] },
  },
  {
    labels: { app: 'web', tier: 'x' },
    spec: {
      topologySpreadConstraints: [
        { maxSkew: 1, topologyKey: hostKey, whenUnsatisfiable: 'ScheduleAnyway', labelSelector: web },
        {
          maxSkew: 2, topologyKey: zoneKey, whenUnsatisfiable: 'DoNotSchedule', minDomains: 2, nodeTaintsPolicy: 'Honor',
          labelSelector: web,
        },
      ],
    },
  },
  {
    labels: { app: 'db' },
    spec: {
      affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: db, topologyKey: hostKey }] } },
    },
  },
  {
    labels: { app: 'web' },
    spec: { affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: db, topologyKey: zoneKey }] } } },
  },
  {
    labels: { app: 'cache' },
    spec: {
      affinity: {
        podAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 7, podAffinityTerm: { labelSelector: web, topologyKey: zoneKey } }],
        },
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 3, podAffinityTerm: { labelSelector: db, topologyKey: hostKey } }],
        },
      },
    },
  },
  { labels: { app: 'cache' }, spec: { nodeSelector: { [zoneKey]: 'z1' } } },
  {
    labels: { app: 'web' },
    spec: {
      affinity: {
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 5, preference: { matchExpressions: [{ key: zoneKey, operator: 'In', values: ['z0'] }] } },
          ],
        },
      },
    },
  },
  { labels: { app: 'web' }, spec: { tolerations: [{ key: 'dedicated', operator: 'Exists' }] } },
  {
    labels: { app: 'port' },
    spec: { containers: [{ name: 'c', image: 'nginx:1', ports: [{ containerPort: 80, hostPort: 80, protocol: 'TCP' }] }] },
  },
  { labels: { app: 'web', group: 'service' }, spec: {} },
  { labels: { app: 'gpu' }, spec: { containers: [{ name: 'c', image: 'cuda:1', resources: { requests: { 'example.com/gpu': '1' } } }] } },
  { labels: { app: 'db' }, spec: { schedulingGates: [{ name: 'quota' }] } },
  { labels: { app: 'web' }, spec: { resourceClaims: [{ name: 'device', resourceClaimName: 'device' }] } },
];

/** A cluster of nothing but an API and a scheduler, changed directly in the store. */
export class SchedulingWorld {
  readonly simulation: Simulation;
  private count = 0;

  /** @param options `resume`: what another world's `save` gave, JSON */
  constructor(options: { keepAnswers?: boolean; seed?: number; resume?: string } = {}) {
    this.simulation = new Simulation({ seed: options.seed ?? 1, epoch: defaultEpoch, admission: () => admitAll });
    this.simulation.add((context) => new KubeScheduler(context, defaultProfile(), options));
    if (options.resume !== undefined) {
      const { count, state } = JSON.parse(options.resume) as { count: number; state: SimulationState };
      this.count = count;
      this.simulation.load(state);
      return;
    }
    this.simulation.start();
    for (let zone = 0; zone < 4; zone += 1) this.step({ do: 'addNode', size: zone % 3, zone, taint: 5 });
    this.simulation.store.put('services', {
      apiVersion: 'v1', kind: 'Service', metadata: { name: 'svc', namespace: 'default' }, spec: { selector: { group: 'service' } },
    } as never);
  }

  save(): string {
    return JSON.stringify({ count: this.count, state: this.simulation.save() });
  }

  get pods(): Pod[] {
    return [...this.simulation.store.list<Pod>('pods')];
  }

  get nodes(): Node[] {
    return [...this.simulation.store.list<Node>('nodes')];
  }

  /** Lives through the steps `from` .. `to - 1`, then through a quiet second if the story is over. */
  run({ steps, templates }: Story, from = 0, to = steps.length): this {
    for (const step of steps.slice(from, to)) this.step(step, templates);
    if (to >= steps.length) this.simulation.runUntil(this.simulation.nowMs + 1_000);
    return this;
  }

  /** Where every pod is, and why: two worlds that agree in this have decided alike. */
  summary(): unknown {
    return this.pods.map((pod) => [
      pod.metadata.name, pod.spec.nodeName, pod.status?.nominatedNodeName, pod.status?.conditions,
      this.simulation.decisions.about(pod.metadata.uid ?? ''),
    ]);
  }

  private step(step: Step, templates: readonly number[] = [0]): void {
    const { store } = this.simulation;
    switch (step.do) {
      case 'addNode': {
        const spec = step.taint === 0 ? { taints: [{ key: 'dedicated', effect: 'NoSchedule' as const }] }
          : step.taint === 1 ? { taints: [{ key: 'soft', effect: 'PreferNoSchedule' as const }] } : {};
        const labels: Record<string, string> = step.zone === 3 ? {} : { [zoneKey]: `z${step.zone}` };
        const [cpu, memory] = [[1, 2, 4][step.size] ?? 1, 2 + step.size * 3];
        const resources = { cpu: `${cpu}`, memory: `${memory}Gi`, pods: '9', 'example.com/gpu': `${step.size}` };
        store.put('nodes', makeNode(this.fresh('n'), resources, spec, labels));
        return;
      }
      case 'addPods':
        for (let made = 0; made < step.count; made += 1) this.addPod(templates[step.template % templates.length] ?? 0, step.priority);
        return;
      case 'wait':
        this.simulation.runUntil(this.simulation.nowMs + step.ms);
        return;
      case 'budget': case 'claim':
        this.changeSupply(step.do, step.which);
        return;
      case 'removeNode': case 'cordon': case 'relabel': case 'taint': case 'shrink': case 'pullImage': {
        const node = this.nodes[step.which % Math.max(1, this.nodes.length)];
        if (node) this.changeNode(step.do, node, step.which);
        return;
      }
      default: {
        const pod = this.pods[step.which % Math.max(1, this.pods.length)];
        if (pod) this.changePod(step.do, pod);
      }
    }
  }

  private addPod(templateIndex: number, priority: number): void {
    const template = podTemplates[templateIndex] as (typeof podTemplates)[number];
    const name = this.fresh('p');
    const pod = makePod(name, { cpu: `${50 + templateIndex * 20}m`, memory: `${64 + templateIndex * 16}Mi` }, template);
    this.simulation.store.put('pods', { ...pod, metadata: { ...pod.metadata, uid: name }, spec: { ...pod.spec, priority } });
  }

  private changeNode(change: 'removeNode' | 'cordon' | 'relabel' | 'taint' | 'shrink' | 'pullImage', node: Node, which: number): void {
    const { store } = this.simulation;
    const status = node.status ?? {};
    const put = (changed: Node): void => {
      store.put('nodes', changed);
    };
    switch (change) {
      case 'removeNode': store.remove('nodes', node.metadata.name); return;
      case 'cordon': put({ ...node, spec: { ...node.spec, unschedulable: !node.spec.unschedulable } }); return;
      case 'taint': put({ ...node, spec: { ...node.spec, taints: node.spec.taints ? [] : [{ key: 'dedicated', effect: 'NoSchedule' }] } }); return;
      case 'relabel':
        put({ ...node, metadata: { ...node.metadata, labels: { ...node.metadata.labels, [zoneKey]: `z${which % 3}` } } });
        return;
      // Never below what pods hold already: that would be the kubelet's business.
      case 'shrink': put({ ...node, status: { ...status, allocatable: { ...status.allocatable, cpu: `${4 + (which % 3)}` } } }); return;
      default: put({ ...node, status: { ...status, images: [{ names: ['nginx:1'], sizeBytes: 800_000_000 + which * 10_000_000 }] } });
    }
  }

  /** A budget over the web pods, and the claim of those that want a device, allocated or not. */
  private changeSupply(change: 'budget' | 'claim', which: number): void {
    const { store } = this.simulation;
    const metadata = { name: 'device', namespace: 'default' };
    if (change === 'budget') {
      store.put('poddisruptionbudgets', {
        apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata, spec: { selector: web }, status: { disruptionsAllowed: which % 3 },
      } as never);
    } else if (which % 4 === 0 && store.get('resourceclaims', 'default/device')) {
      store.remove('resourceclaims', 'default/device');
    } else {
      store.put('resourceclaims', {
        apiVersion: 'resource.k8s.io/v1', kind: 'ResourceClaim', metadata, spec: {}, ...(which % 2 === 0 ? { status: { allocation: {} } } : {}),
      } as never);
    }
  }

  private changePod(change: 'deletePod' | 'finishPod' | 'startPod' | 'terminatePod' | 'labelPod' | 'ungatePod', pod: Pod): void {
    const { store } = this.simulation;
    const key = `${pod.metadata.namespace ?? ''}/${pod.metadata.name}`;
    const time = this.simulation.env.timestamp();
    const isLive = Boolean(pod.spec.nodeName) && pod.status?.phase !== 'Succeeded';
    switch (change) {
      case 'deletePod': store.remove('pods', key); return;
      case 'finishPod': store.put<Pod>('pods', { ...pod, status: { ...pod.status, phase: 'Succeeded' } }); return;
      case 'labelPod': store.put<Pod>('pods', { ...pod, metadata: { ...pod.metadata, labels: { app: pod.metadata.labels?.['app'] === 'web' ? 'db' : 'web' } } }); return;
      case 'ungatePod': if (!pod.spec.nodeName) store.put<Pod>('pods', { ...pod, spec: { ...pod.spec, schedulingGates: [] } }); return;
      case 'startPod': if (isLive) store.put<Pod>('pods', { ...pod, status: { ...pod.status, phase: 'Running', startTime: time } }); return;
      default: if (isLive) store.put<Pod>('pods', { ...pod, metadata: { ...pod.metadata, deletionTimestamp: time } });
    }
  }

  private fresh(prefix: string): string {
    const name = `${prefix}${this.count}`;
    this.count += 1;
    return name;
  }
}

const admitAll: Admission = { create: ok, update: (_old, next) => ok(next), updateStatus: (_old, next) => ok(next) };
