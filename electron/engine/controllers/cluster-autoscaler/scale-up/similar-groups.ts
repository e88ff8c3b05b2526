import { quantityMilliValue } from '../../../../../shared/kubernetes/quantity-number.ts';
import type { ResourceList } from '../../../../../shared/kubernetes/types/pod.ts';
import { schedulerRequest } from '../../../../../shared/kubernetes/pod-requests-scheduler.ts';
import type { TemplateNode } from '../node-groups/template-node.ts';

/** Labels in which nodes of one kind may differ. Source: BasicIgnoredLabels. */
const ignoredLabels: ReadonlySet<string> = new Set([
  'kubernetes.io/hostname', 'failure-domain.beta.kubernetes.io/zone', 'failure-domain.beta.kubernetes.io/region', 'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region', 'topology.ebs.csi.aws.com/zone', 'topology.gke.io/zone', 'topology.disk.csi.azure.com/zone',
]);
const memoryTolerance = 0.015;
const tolerance = 0.05;

/**
 * Whether nodes of two groups are of one kind, so that new nodes may be split between them: same capacity (memory nearly), nearly the same room, and the same
 * labels. Source: IsCloudProviderNodeInfoSimilar.
 */
export function areSimilar(a: TemplateNode, b: TemplateNode): boolean {
  const [left, right] = [a.node, b.node];
  return sameAmounts(left.status?.capacity, right.status?.capacity, (name) => (name === 'memory' ? memoryTolerance : 0))
    && sameAmounts(left.status?.allocatable, right.status?.allocatable, () => tolerance)
    && sameAmounts(freeOf(a), freeOf(b), () => tolerance)
    && sameLabels(left.metadata.labels ?? {}, right.metadata.labels ?? {});
}

function sameAmounts(a: ResourceList = {}, b: ResourceList = {}, ratioOf: (name: string) => number): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  for (const name of names) {
    const [left, right] = [a[name], b[name]];
    if (left === undefined || right === undefined) return false;
    const [x, y] = [quantityMilliValue(left), quantityMilliValue(right)];
    if (Math.abs(x - y) > Math.max(x, y) * ratioOf(name)) return false;
  }
  return true;
}

/** What DaemonSets leave. */
function freeOf({ node, daemonSets }: TemplateNode): ResourceList {
  const requested = daemonSets.map((daemonSet) => schedulerRequest(daemonSet.spec.template.spec));
  const sum = (name: 'milliCpu' | 'memory'): number => requested.reduce((total, request) => total + request[name], 0);
  const free = (name: string, milli: number): string => `${quantityMilliValue(node.status?.allocatable?.[name] ?? '0') - milli}m`;
  return { cpu: free('cpu', sum('milliCpu')), memory: free('memory', sum('memory') * 1000) };
}

function sameLabels(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  for (const name of new Set([...Object.keys(a), ...Object.keys(b)])) if (!ignoredLabels.has(name) && a[name] !== b[name]) return false;
  return true;
}
