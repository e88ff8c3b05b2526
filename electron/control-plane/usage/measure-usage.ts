import { refKey, refOf, resourceTypeFor, type ObjectRef } from '../../../shared/kubernetes/registry.ts';
import { schedulerRequest } from '../../../shared/kubernetes/pod-requests-scheduler.ts';
import type { Machine } from '../../../shared/kubernetes/types/machine.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { Node } from '../../../shared/kubernetes/types/node.ts';
import { desiredSizeOf, type NodeGroup } from '../../../shared/kubernetes/types/node-group.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import { controllerOf } from '../../engine/controllers/owner-references.ts';
import { isPodReady, isPodTerminal } from '../../engine/controllers/pod-state.ts';
import type { World } from '../../engine/world.ts';
import { workloadOf } from '../timeline/scaling/workload-of.ts';
import type { UsageValues } from './usage-series.ts';

/** Of the cluster as a whole. */
export const clusterKey = '';
/** With more pods than this the kubelets are not asked about each of them: use is known of machines only. */
const mostPodsAsked = 10_000;

/** How much there is now of the cluster, and of each machine, group and workload, by refKey. Costs in proportion to all pods. */
export function measureUsage(world: World): Map<string, UsageValues> {
  const measured = new Map<string, UsageValues>();
  const of = (key: string): UsageValues => {
    let values = measured.get(key);
    if (!values) measured.set(key, (values = nothing()));
    return values;
  };
  const places = measureMachines(world, of);
  measurePods(world, of, places);
  for (const group of world.api.list<NodeGroup>('nodegroups')) of(refKey(refOf(group))).machinesWanted = desiredSizeOf(group.spec);
  return measured;
}

/** Where what is on a machine counts: the machine itself, its group, the cluster. */
type Places = Map<string, readonly UsageValues[]>;

function measureMachines({ api, components }: World, of: (key: string) => UsageValues): Places {
  const places: Places = new Map();
  for (const machine of api.list<Machine>('machines')) {
    const { name } = machine.metadata;
    const group = controllerOf(machine);
    const counted = [of(clusterKey), of(refKey(refOf(machine))), ...(group ? [of(refKey(group))] : [])];
    const node = api.get<Node>('nodes', name);
    const isReady = node?.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
    const { cpuMilli, memoryBytes } = components.kubelets.usageOf(name);
    for (const values of counted) {
      values.machines += isReady ? 1 : 0;
      values.machinesWanted += 1;
      values.cpuMilli += cpuMilli;
      values.memoryBytes += memoryBytes;
    }
    places.set(name, counted);
  }
  return places;
}

function measurePods({ api, components }: World, of: (key: string) => UsageValues, places: Places): void {
  const isAsked = api.count('pods') <= mostPodsAsked;
  const workloads = new Map<string, Workload>();
  for (const pod of api.list<Pod>('pods')) {
    if (isPodTerminal(pod)) continue;
    const { milliCpu, memory } = schedulerRequest(pod.spec);
    const node = pod.spec.nodeName ?? '';
    const workload = workloadOfPod(api, pod, workloads);
    const own = workload && of(workload.key);
    const counted = places.get(node) ?? [of(clusterKey)];
    for (const values of own ? [...counted, own] : counted) {
      values.pods += isPodReady(pod) ? 1 : 0;
      values.podsWanted += 1;
      // What waits for a node takes nothing of any machine, and still is requested.
      values.cpuRequested += milliCpu;
      values.memoryRequested += memory;
    }
    if (!workload || !own) continue;
    if (node !== '') workload.machines.add(node);
    if (!isAsked || node === '') continue;
    for (const { usage } of components.kubelets.podView(pod.metadata.uid ?? '')?.containers ?? []) {
      own.cpuMilli += usage.cpuMilli;
      own.memoryBytes += usage.memoryBytes;
    }
  }
  for (const { key, machines, wanted } of workloads.values()) {
    const values = of(key);
    values.machines = machines.size;
    values.machinesWanted = machines.size;
    values.podsWanted = wanted ?? values.podsWanted;
  }
}

interface Workload {
  key: string;
  machines: Set<string>;
  /** Absent: the kind does not say how many. */
  wanted?: number;
}

/** @param known by uid of what controls a pod directly, and by key */
function workloadOfPod(api: World['api'], pod: Pod, known: Map<string, Workload>): Workload | undefined {
  const uid = controllerOf(pod)?.uid;
  if (uid === undefined) return undefined;
  const found = known.get(uid);
  if (found) return found;
  const ref = workloadOf(api, pod);
  if (!ref || ref.kind === 'Node') return undefined;
  const key = refKey(ref);
  // Two ReplicaSets of one Deployment are one workload.
  const workload = known.get(key) ?? workloadAt(api, ref, key);
  known.set(uid, workload).set(key, workload);
  return workload;
}

function workloadAt(api: World['api'], ref: ObjectRef, key: string): Workload {
  const { resource } = resourceTypeFor(ref.apiVersion, ref.kind);
  const object = api.get<KubernetesObject & { spec?: { replicas?: number } }>(resource, ref.namespace ? `${ref.namespace}/${ref.name}` : ref.name);
  const wanted = object?.spec?.replicas;
  return { key, machines: new Set(), ...(wanted === undefined ? {} : { wanted }) };
}

function nothing(): UsageValues {
  return { pods: 0, podsWanted: 0, machines: 0, machinesWanted: 0, cpuMilli: 0, cpuRequested: 0, memoryBytes: 0, memoryRequested: 0 };
}
