import type { EndpointSlice } from '../../../shared/kubernetes/types/endpoint-slice.ts';
import type { Machine } from '../../../shared/kubernetes/types/machine.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { Service } from '../../../shared/kubernetes/types/core.ts';
import type { RouteStop } from '../../../shared/network/trace.ts';
import { decide } from '../../engine/network/policy/decide.ts';
import type { Flow, FlowOutcome } from '../../engine/network/traffic/flow-state.ts';
import type { World } from '../../engine/world.ts';
import type { ClusterInvariant } from './index.ts';

const tolerance = 1e-3;

/** What a source sends is answered or failed. */
export const requestsAddUp: ClusterInvariant = {
  name: 'requests in = served + failed',
  check({ components: { traffic } }) {
    return traffic.sourceRates().flatMap(({ name, rps }) => {
      const measure = traffic.ofSource(name);
      const out = (measure?.servedRps ?? 0) + (measure?.failures ?? []).reduce((sum, failure) => sum + failure.rps, 0);
      return Math.abs(out - rps) > tolerance * Math.max(1, rps) ? [`${name} sends ${rps}, of which ${out} are served or failed`] : [];
    });
  },
};

/** Nobody reaches a pod that a policy denies to it: policies hold at once. */
export const policiesHold: ClusterInvariant = {
  name: 'no request reaches a pod that a policy denies',
  check(world) {
    return [...ways(world)].flatMap(({ flow, outcome }) => {
      const { origin } = world.components.traffic.flows.specOf(flow.id) ?? {};
      let from = origin?.kind === 'Pod' ? world.api.get<Pod>('pods', `${origin.namespace}/${origin.name}`) : undefined;
      return outcome.handlers.flatMap((id) => {
        const [sender, to] = [from, podOf(world, id)];
        from = to;
        if (!sender || !to || isItself(sender, to)) return [];
        const { policies, namespaceLabels } = world.components.network;
        const { allowed } = decide(policies, namespaceLabels, { from: { pod: sender }, to: { pod: to }, port: 80, protocol: 'TCP' });
        return allowed ? [] : [`${flow.id} reaches ${to.metadata.name} from ${sender.metadata.name}`];
      });
    });
  },
};

/** So long a kube-proxy may take to follow: what is found in one look only is no matter. */
export const onlyEndpointsAreReached: ClusterInvariant = {
  name: 'no request reaches a pod that is no endpoint',
  check(world, history) {
    const before = history.strayRequests;
    history.strayRequests = areInSync(world) ? new Set([...ways(world)].flatMap(({ flow, outcome }) => straysOf(world, flow, outcome))) : new Set();
    return [...history.strayRequests].filter((stray) => before.has(stray));
  },
};

function straysOf(world: World, flow: Flow, { handlers, route }: FlowOutcome): string[] {
  const strays: string[] = [];
  let service: RouteStop | undefined;
  let handled = 0;
  for (const stop of route) {
    if (stop.kind === 'Service') service = stop;
    if (stop.kind !== 'Pod') continue;
    const id = handlers[handled];
    handled += 1;
    if (service?.kind !== 'Service' || id === undefined) continue;
    const key = `${service.namespace}/${service.name}`;
    // Kept by its name alone once it is gone from the API.
    if (!world.api.get<Service>('services', key) || !isEndpoint(world, key, stop.pod.uid, podOf(world, id)?.status?.podIP)) strays.push(`${flow.id} reaches ${stop.pod.name}, which is no endpoint of ${key}`);
    service = undefined;
  }
  return strays;
}

/**
 * @param ip a pod is reached too where an endpoint that is gone had its address: a controller-manager that has started anew gives the block of a deleted node away
 * at once, and the pods of that node stand in slices until pod GC finds them
 */
function isEndpoint(world: World, service: string, uid: string, ip: string | undefined): boolean {
  for (const { endpoints = [] } of world.api.byIndex<EndpointSlice>('endpointslices', 'service', service)) {
    if (endpoints.some(({ targetRef, addresses, conditions }) => (targetRef?.uid === uid || (ip !== undefined && addresses.includes(ip))) && (conditions?.ready !== false || conditions.serving))) return true;
  }
  return false;
}

/** All kube-proxies of running machines follow. */
function areInSync(world: World): boolean {
  if (!world.simulation.processes.apiReachable()) return false;
  return [...world.api.list<Machine>('machines')].every(({ metadata: { name }, status }) => status?.phase !== 'Running' || world.components.network.tableOf(name).state === 'Synced');
}

function * ways({ components: { traffic } }: World): Iterable<{ flow: Flow; outcome: FlowOutcome }> {
  for (const flow of traffic.flows.graph.flows.values()) {
    if (flow.rps > 0) for (const outcome of flow.outcomes) if (outcome.probability > 0) yield { flow, outcome };
  }
}

function podOf(world: World, handler: string): Pod | undefined {
  const ref = world.components.traffic.flows.graph.handlers.get(handler)?.pod;
  const pod = ref && world.api.get<Pod>('pods', `${ref.namespace}/${ref.name}`);
  return pod?.metadata.uid === ref?.uid ? pod : undefined;
}

function isItself(a: Pod, b: Pod): boolean {
  return a.metadata.uid === b.metadata.uid;
}
