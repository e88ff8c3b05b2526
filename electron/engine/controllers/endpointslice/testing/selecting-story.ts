import fc from 'fast-check';
import type { Service } from '../../../../../shared/kubernetes/types/core.ts';
import type { EndpointSlice } from '../../../../../shared/kubernetes/types/endpoint-slice.ts';
import type { Node } from '../../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../../shared/kubernetes/types/pod.ts';
import type { PodDisruptionBudget } from '../../../../../shared/kubernetes/types/policy.ts';
import { makeNode, makePod } from '../../../testing/builders.ts';
import { TestCluster } from '../../../testing/test-cluster.ts';
import type { ControllerFactory } from '../../controller.ts';
import { disruptionController } from '../../disruption/index.ts';
import { endpointsController } from '../../endpoints/index.ts';
import { controllerComponent } from '../../worker.ts';
import { endpointSliceController } from '../index.ts';

export type Step =
  | { do: 'addPods'; count: number; app: number; port: number; node: number }
  | { do: 'editPods'; from: number; count: number; how: PodChange }
  | { do: 'putService'; name: number; app: number; spec: number }
  | { do: 'putBudget'; name: number; app: number; spec: number }
  | { do: 'delete'; resource: 'services' | 'endpointslices' | 'endpoints' | 'poddisruptionbudgets' | 'nodes'; which: number }
  | { do: 'spoilSlice'; which: number; how: 'takeOut' | 'twice' | 'copyToNext' | 'label' | 'disown' }
  | { do: 'zone'; node: number; zone: number }
  | { do: 'wait'; ms: number };
type PodChange = 'ready' | 'unready' | 'delete' | 'finish' | 'relabel' | 'move' | 'evict' | 'again';

const count = fc.integer({ min: 1, max: 70 });
const small = fc.nat({ max: 2 });
const podChange = fc.constantFrom<PodChange>('ready', 'ready', 'ready', 'unready', 'delete', 'finish', 'relabel', 'move', 'evict', 'again');
const resource = fc.constantFrom('services' as const, 'endpointslices' as const, 'endpoints' as const, 'poddisruptionbudgets' as const, 'nodes' as const);
const spoiling = fc.constantFrom('takeOut' as const, 'twice' as const, 'copyToNext' as const, 'label' as const, 'disown' as const);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('addPods' as const), count, app: small, port: small, node: small }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('editPods' as const), from: fc.nat({ max: 200 }), count, how: podChange }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('putService' as const), name: small, app: small, spec: fc.nat({ max: 6 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('putBudget' as const), name: small, app: small, spec: fc.nat({ max: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), resource, which: small }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('spoilSlice' as const), which: fc.nat({ max: 6 }), how: spoiling }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('zone' as const), node: small, zone: small }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1, 5, 6, 20, 2_000, 130_000) }) },
);
/** A cluster in which pods, Services, budgets and slices come, change and go. */
export const anyStory = fc.array(anyStep, { minLength: 5, maxLength: 40 }).map((steps): Step[] => [
  { do: 'putService', name: 0, app: 0, spec: 0 }, { do: 'putBudget', name: 0, app: 0, spec: 0 }, { do: 'addPods', count: 60, app: 0, port: 0, node: 0 },
  { do: 'editPods', from: 0, count: 50, how: 'ready' }, { do: 'wait', ms: 6 }, ...steps, { do: 'wait', ms: 200_000 },
]);

const serviceSpecs: readonly Partial<Service['spec']>[] = [
  { ports: [{ name: 'http', port: 80, targetPort: 8080 }] }, { ports: [{ port: 80, targetPort: 'http' }, { name: 'x', port: 9, targetPort: 9 }] },
  { ports: [{ port: 80, targetPort: 'http' }], trafficDistribution: 'PreferSameNode' }, { clusterIP: 'None', ports: [] },
  { ports: [{ port: 80 }], publishNotReadyAddresses: true }, { ports: [{ port: 80 }], ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'PreferDualStack' },
  { selector: undefined, ports: [{ port: 80 }] },
];
const budgetSpecs: readonly PodDisruptionBudget['spec'][] = [{ minAvailable: 5 }, { minAvailable: '50%' }, { maxUnavailable: 3 }, { maxUnavailable: '10%' }, {}];

/** One life of a story, under the controllers of endpoints and disruption. */
export class Life {
  readonly cluster: TestCluster;
  private pods = 0;

  /** @param how what to make of each controller */
  constructor(how: (factory: ControllerFactory) => ControllerFactory) {
    this.cluster = new TestCluster([endpointSliceController, endpointsController, disruptionController].map((factory) => controllerComponent(how(factory))));
    for (const [at, zone] of ['a', 'b', 'c'].entries()) this.cluster.create(makeNode(`n${at}`, { labels: { 'topology.kubernetes.io/zone': zone } }));
  }

  live(steps: readonly Step[]): this {
    for (const step of steps) this.step(step);
    return this;
  }

  /** Everything that the controllers wrote, in its order. */
  written(): unknown[] {
    return this.cluster.commitTimes.filter(({ event }) => ['endpointslices', 'endpoints', 'poddisruptionbudgets', 'events'].includes(event.resource))
      .map(({ atMs, event: { type, key, object } }) => [atMs, type, key, object]);
  }

  private step(step: Step): void {
    const { cluster } = this;
    switch (step.do) {
      case 'addPods':
        for (let made = 0; made < step.count; made += 1) this.addPod(`p${this.pods += 1}`, step);
        return;
      case 'editPods': {
        const pods = cluster.list<Pod>('pods');
        for (const pod of pods.slice(step.from % (pods.length + 1)).slice(0, step.count)) this.editPod(pod, step.how);
        return;
      }
      case 'putService': {
        const spec = { selector: { app: `app-${step.app}` }, ...serviceSpecs[step.spec] } as Service['spec'];
        const known = cluster.api.get<Service>('services', `default/s${step.name}`);
        if (known) cluster.user.update({ ...structuredClone(known), spec: { ...known.spec, ...spec } });
        else cluster.user.create<Service>({ apiVersion: 'v1', kind: 'Service', metadata: { name: `s${step.name}`, namespace: 'default' }, spec });
        return;
      }
      case 'putBudget': {
        const spec = { selector: step.app === 2 ? {} : { matchLabels: { app: `app-${step.app}` } }, ...budgetSpecs[step.spec] } as PodDisruptionBudget['spec'];
        const known = cluster.api.get<PodDisruptionBudget>('poddisruptionbudgets', `default/b${step.name}`);
        if (known) cluster.user.update({ ...structuredClone(known), spec });
        else cluster.user.create<PodDisruptionBudget>({ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: `b${step.name}`, namespace: 'default' }, spec });
        return;
      }
      case 'delete': {
        const list = cluster.list(step.resource);
        const object = list[step.which % Math.max(1, list.length)];
        if (object) cluster.user.delete(step.resource, object.metadata.namespace ? `${object.metadata.namespace}/${object.metadata.name}` : object.metadata.name);
        return;
      }
      case 'spoilSlice': this.spoil(step); return;
      case 'zone':
        if (!cluster.api.get('nodes', `n${step.node}`)) return;
        cluster.edit<Node>('nodes', `n${step.node}`, ({ metadata }) => { metadata.labels = { 'topology.kubernetes.io/zone': `z${step.zone}` }; });
        return;
      case 'wait': cluster.advance(step.ms);
    }
  }

  private addPod(name: string, { app, port, node }: { app: number; port: number; node: number }): void {
    const labels = { app: `app-${app}`, side: port === 0 ? 'left' : 'right' };
    const controller = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'set', uid: 'set-uid', controller: true };
    this.cluster.create(makePod(name, {
      labels, spec: { nodeName: `n${node}`, containers: [{ name: 'c', image: 'app:v1', ports: [{ name: 'http', containerPort: 8080 + port }] }] },
      ...(port === 2 ? { metadata: { ownerReferences: [controller] } } : {}),
    }));
  }

  private editPod(pod: Pod, how: PodChange): void {
    const { cluster } = this;
    const key = `default/${pod.metadata.name}`;
    const number = Number(pod.metadata.name.slice(1));
    switch (how) {
      case 'delete': cluster.user.delete('pods', key, { gracePeriodSeconds: number % 2 === 0 ? 0 : 30 }); return;
      case 'again':
        cluster.user.delete('pods', key, { gracePeriodSeconds: 0 });
        this.addPod(pod.metadata.name, { app: 0, port: 0, node: 1 });
        return;
      case 'relabel':
        cluster.edit<Pod>('pods', key, ({ metadata }) => { metadata.labels = { ...metadata.labels, app: metadata.labels?.['app'] === 'app-0' ? 'app-1' : 'app-0' }; });
        return;
      case 'evict': cluster.user.evict(key); return;
      default: cluster.edit<Pod>('pods', key, (copy) => {
        const ip = `10.${how === 'move' ? 1 : 0}.${number >> 8}.${number & 255}`;
        const podIPs = number % 3 === 0 ? [{ ip }, { ip: `fd00::${number.toString(16)}` }] : [{ ip }];
        const before = copy.status?.conditions?.find(({ type }) => type === 'Ready');
        const status = how === 'ready' ? 'True' as const : how === 'move' ? before?.status ?? 'False' : 'False' as const;
        const lastTransitionTime = before?.status === status && before.lastTransitionTime ? before.lastTransitionTime : cluster.simulation.env.timestamp();
        copy.status = { ...copy.status, phase: how === 'finish' ? 'Succeeded' : 'Running', podIP: ip, podIPs, conditions: [{ type: 'Ready', status, lastTransitionTime }] };
      }, 'updateStatus');
    }
  }

  private spoil({ which, how }: { which: number; how: string }): void {
    const slices = this.cluster.list<EndpointSlice>('endpointslices');
    const [slice, next] = [slices[which % Math.max(1, slices.length)], slices[(which + 1) % Math.max(1, slices.length)]];
    const [endpoint] = slice?.endpoints ?? [];
    if (!slice || !next) return;
    const edit = (of: EndpointSlice, change: (copy: EndpointSlice) => void): void => { this.cluster.edit('endpointslices', `default/${of.metadata.name}`, change); };
    if (how === 'takeOut') edit(slice, (copy) => { copy.endpoints?.splice(0, 1); });
    else if (how === 'label') edit(slice, (copy) => { copy.metadata.labels = { ...copy.metadata.labels, mine: 'yes' }; });
    else if (how === 'disown') edit(slice, (copy) => { copy.metadata.labels = { mine: 'yes' }; });
    else if (endpoint && how === 'twice') edit(slice, (copy) => { copy.endpoints.push(structuredClone(endpoint)); });
    else if (endpoint && next.addressType === slice.addressType) edit(next, (copy) => { copy.endpoints = [...(copy.endpoints ?? []), structuredClone(endpoint)]; });
  }
}
