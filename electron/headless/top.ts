import { quantityMilliValue, quantityValue } from '../../shared/kubernetes/quantity-number.ts';
import type { NodeMetrics, PodMetrics, ResourceUsage } from '../../shared/kubernetes/types/metrics.ts';
import type { Node } from '../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../shared/kubernetes/types/pod.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { goDuration } from '../engine/kubelet/go-duration.ts';
import type { World } from '../engine/world.ts';

const groupVersion = 'metrics.k8s.io/v1beta1';
/** Younger pods may well have no metrics yet. Source: metricsCreationDelay, kubectl pkg/cmd/top. */
const creationDelayMs = 120_000;
const mebi = 1024 * 1024;

/** What `kubectl top nodes` and `kubectl top pods -A` print. Errors: theirs. */
export function top(world: World, what: 'nodes' | 'pods'): Result<string[], string> {
  const listed = world.components.aggregator.list(groupVersion, what, undefined);
  if (!listed.ok) return err(`Error from server (${listed.error.reason}): ${listed.error.message}`);
  return what === 'nodes' ? nodeLines(world, listed.value as NodeMetrics[]) : podLines(world, listed.value as PodMetrics[]);
}

function nodeLines(world: World, metrics: readonly NodeMetrics[]): Result<string[], string> {
  if (metrics.length === 0) return err('error: metrics not available yet');
  const rows = metrics.map(({ metadata: { name }, usage }) => {
    const { cpu = '0', memory = '0' } = world.api.get<Node>('nodes', name)?.status?.allocatable ?? {};
    const { milli, mebis } = amountsOf([usage]);
    const percent = (used: number, of: number): string => `${Math.floor((used / of) * 100)}%`;
    return [name, `${milli}m`, percent(milli, quantityMilliValue(cpu)), `${mebis}Mi`, percent(quantityValue(usage.memory), quantityValue(memory))];
  });
  const told = new Set(metrics.map(({ metadata }) => metadata.name));
  const missing = [...world.api.list<Node>('nodes')].map(({ metadata }) => metadata.name).filter((name) => !told.has(name));
  return ok(table([['NAME', 'CPU(cores)', 'CPU(%)', 'MEMORY(bytes)', 'MEMORY(%)'], ...rows, ...missing.map((name) => [name, ...Array.from({ length: 4 }, () => '<unknown>')])]));
}

function podLines(world: World, metrics: readonly PodMetrics[]): Result<string[], string> {
  if (metrics.length === 0) return noPodMetrics(world);
  const rows = metrics.map(({ metadata: { namespace = '', name }, containers }) => {
    const { milli, mebis } = amountsOf(containers.map(({ usage }) => usage));
    return [namespace, name, `${milli}m`, `${mebis}Mi`];
  });
  return ok(table([['NAMESPACE', 'NAME', 'CPU(cores)', 'MEMORY(bytes)'], ...rows]));
}

/** Source: verifyEmptyMetrics. */
function noPodMetrics(world: World): Result<string[], string> {
  let any = false;
  for (const { metadata: { namespace = '', name, creationTimestamp = '' } } of world.api.list<Pod>('pods')) {
    any = true;
    const ageMs = world.nowMs - world.simulation.env.parseTimestamp(creationTimestamp);
    if (ageMs > creationDelayMs) return err(`error: Metrics not available for pod ${namespace}/${name}, age: ${goDuration(ageMs)}`);
  }
  return any ? err('error: metrics not available yet') : ok(['No resources found']);
}

function amountsOf(usages: readonly ResourceUsage[]): { milli: number; mebis: number } {
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return { milli: sum(usages.map(({ cpu }) => quantityMilliValue(cpu))), mebis: Math.floor(sum(usages.map(({ memory }) => quantityValue(memory))) / mebi) };
}

/** Columns as wide as their widest cell, three spaces apart. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd((widths[column] ?? 0) + 3)).join('').trimEnd());
}
