import { eventComponent, eventCount, lastSeen } from '../../shared/kubernetes/event-facts.ts';
import type { Event } from '../../shared/kubernetes/types/core.ts';
import type { Node } from '../../shared/kubernetes/types/node.ts';
import type { CostView } from '../../shared/view/cost.ts';
import type { ScalingChain } from '../../shared/view/scaling.ts';
import type { Pod } from '../../shared/kubernetes/types/pod.ts';
import { podStateName } from '../control-plane/view/pod-state.ts';
import type { World } from '../engine/world.ts';
import { costLines } from './cost-lines.ts';
import { table } from './table.ts';

/** The final report of a run. Fields are only added in later versions. */
export interface RunReport {
  name: string;
  seed: number;
  simulatedMs: number;
  wallMs: number;
  stateHash: string;
  /** Count by kind. */
  objects: Record<string, number>;
  nodes: { name: string; ready: string; unschedulable: boolean; pods: number }[];
  pods: { namespace: string; name: string; phase: string; node: string; ready: string; restarts: number; reason: string }[];
  /** Kubernetes Events, oldest first. */
  events: { atMs: number; type: string; reason: string; object: string; message: string; count: number; component: string }[];
  /** What the script did, and what was refused of it. */
  script: { atMs: number; action: string; error?: string }[];
  /** Where the provider is a cloud: what the cluster costs, and how many requests to its API were made, with those that failed. */
  cost?: CostView;
  cloudCalls?: { all: number; failed: Record<string, number> };
  /** Each time that a workload was to grow, from the load to the pods that serve it. */
  scaling: ScalingChain[];
}

export function reportOf(world: World, name: string, seed: number, wallMs: number, script: RunReport['script'], scaling: readonly ScalingChain[] = []): RunReport {
  const { api } = world;
  const objects: Record<string, number> = {};
  for (const resource of api.resources().sort()) for (const object of api.list(resource)) objects[object.kind] = (objects[object.kind] ?? 0) + 1;
  const parse = (text: string | null | undefined): number => (text ? world.simulation.env.parseTimestamp(text) : 0);
  const pods = [...api.list<Pod>('pods')].map((pod) => podLine(pod, silent(api.get<Node>('nodes', pod.spec.nodeName ?? ''))));
  const order = (a: { namespace: string; name: string }, b: { namespace: string; name: string }): number => compare(a.namespace, b.namespace) || compare(a.name, b.name);
  return {
    name, seed, simulatedMs: world.nowMs, wallMs, stateHash: world.stateHash(), objects,
    nodes: [...api.list<Node>('nodes')].map((node) => ({
      name: node.metadata.name, ready: readyStatus(node), unschedulable: node.spec.unschedulable ?? false, pods: api.countByIndex('pods', 'nodeName', node.metadata.name),
    })),
    pods: pods.sort(order),
    events: [...api.list<Event>('events')].map((event) => ({
      atMs: parse(lastSeen(event)), type: event.type ?? 'Normal', reason: event.reason ?? '',
      object: `${event.involvedObject.kind}/${event.involvedObject.namespace ? `${event.involvedObject.namespace}/` : ''}${event.involvedObject.name}`,
      message: event.message ?? '', count: eventCount(event), component: eventComponent(event),
    })),
    script,
    ...cloudPart(world), scaling: [...scaling],
  };
}

/** The calls that failed are counted among those that are remembered. */
function cloudPart({ components: { cloud } }: World): Pick<RunReport, 'cost' | 'cloudCalls'> {
  if (!cloud) return {};
  const failed: Record<string, number> = {};
  for (const { action, error } of cloud.calls(Infinity).reverse()) if (error) failed[`${action} ${error.code}`] = (failed[`${action} ${error.code}`] ?? 0) + 1;
  return { cost: cloud.cost(), cloudCalls: { all: cloud.view().calls, failed } };
}

function podLine(pod: Pod, nodeSilent: boolean): RunReport['pods'][number] {
  const statuses = pod.status?.containerStatuses ?? [];
  const state = podStateName(pod, nodeSilent);
  return {
    namespace: pod.metadata.namespace ?? '', name: pod.metadata.name, phase: pod.status?.phase ?? 'Pending', node: pod.spec.nodeName ?? '',
    ready: `${statuses.filter((status) => status.ready).length}/${pod.spec.containers.length}`, restarts: statuses.reduce((sum, status) => sum + status.restartCount, 0),
    reason: pod.status?.reason ?? (state === 'Ready' ? '' : state === 'Pending' ? (pod.status?.conditions?.find((condition) => condition.type === 'PodScheduled')?.reason ?? state) : state),
  };
}

function readyStatus(node: Node): string {
  return node.status?.conditions?.find((condition) => condition.type === 'Ready')?.status ?? 'Unknown';
}

function silent(node: Node | undefined): boolean {
  return node !== undefined && readyStatus(node) === 'Unknown';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The report for people: nodes, pods, warnings. */
export function printReport(report: RunReport): string {
  const lines = [
    `${report.name}: ${seconds(report.simulatedMs)} simulated in ${Math.round(report.wallMs)} ms, seed ${report.seed}, state ${report.stateHash}`,
    '', ...table([['NODE', 'READY', 'PODS'], ...report.nodes.map((node) => [node.name, node.unschedulable ? `${node.ready},cordoned` : node.ready, String(node.pods)])]),
    '', ...table([['NAMESPACE', 'POD', 'PHASE', 'READY', 'RESTARTS', 'NODE', 'REASON'], ...report.pods.map((pod) => [pod.namespace, pod.name, pod.phase, pod.ready, String(pod.restarts), pod.node || '-', pod.reason])]),
  ];
  const warnings = report.events.filter((event) => event.type === 'Warning');
  if (warnings.length > 0) lines.push('', ...table([['AT', 'REASON', 'OBJECT', 'MESSAGE'], ...warnings.slice(-20).map((event) => [seconds(event.atMs), event.reason, event.object, event.count > 1 ? `${event.message} (x${event.count})` : event.message])]));
  if (report.cost) lines.push('', ...costLines(report.cost));
  for (const [call, count] of Object.entries(report.cloudCalls?.failed ?? {})) lines.push(`${count} of ${report.cloudCalls?.all ?? 0} cloud calls failed: ${call}`);
  for (const chain of report.scaling.slice(-chainsWritten)) lines.push('', ...scalingLines(chain));
  for (const step of report.script) if (step.error) lines.push('', `script at ${seconds(step.atMs)}: ${step.action}: ${step.error}`);
  return `${lines.join('\n')}\n`;
}

/** The last ones, and of each stage the first few names. */
const chainsWritten = 12;
const subjectsWritten = 3;

/** `deployment/shop/web 2 → 4`, then a line for each stage. */
function scalingLines({ target, replicas, steps }: ScalingChain): string[] {
  const name = [target.kind.toLowerCase(), target.namespace, target.name].filter(Boolean).join('/');
  const rows = steps.map(({ stage, lastMs, afterMs, count, by, subjects }) => [seconds(lastMs), `+${seconds(afterMs)}`, stage, String(count), by, subjects.slice(0, subjectsWritten).join(', ')]);
  return [`${name}${replicas ? ` ${replicas.from} → ${replicas.to}` : ''}`, ...table([['AT', 'AFTER', 'STAGE', 'COUNT', 'BY', 'WHO'], ...rows])];
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(ms % 1000 === 0 ? 0 : 1)} s`;
}
