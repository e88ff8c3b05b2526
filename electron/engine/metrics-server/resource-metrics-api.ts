import { aggregatedResources } from '../../../shared/kubernetes/discovery.ts';
import { quantityFromInteger, quantityFromMilli, quantityString } from '../../../shared/kubernetes/quantity.ts';
import type { ResourceType } from '../../../shared/kubernetes/registry.ts';
import { failure, type ApiResult } from '../../../shared/kubernetes/status.ts';
import type { KubernetesObject, ObjectMeta } from '../../../shared/kubernetes/types/meta.ts';
import type { NodeMetrics, PodMetrics, ResourceUsage } from '../../../shared/kubernetes/types/metrics.ts';
import type { Node } from '../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import { err, ok } from '../../../shared/result.ts';
import type { AggregatedApi, Unavailable } from '../apistore/aggregation/aggregated-api.ts';
import type { ApiReader } from '../apistore/api-client.ts';
import { isSelected } from '../apistore/list-watch/list.ts';
import { readListOptions, type ListQuery } from '../apistore/list-watch/list-options.ts';
import type { Env } from '../env.ts';
import { goDuration } from '../kubelet/go-duration.ts';
import type { MetricsServer } from './metrics-server.ts';
import type { Amounts } from './samples.ts';
import { metricsService } from './server-pods.ts';

const groupVersion = 'metrics.k8s.io/v1beta1';

/** metrics.k8s.io/v1beta1 as metrics-server answers it: made up of its samples as it is asked, and only to be read. Source: metrics-server, pkg/api. */
export class ResourceMetricsApi implements AggregatedApi {
  readonly groupVersion = groupVersion;
  readonly service = metricsService;
  readonly resources = aggregatedResources.filter(({ group }) => group === 'metrics.k8s.io');
  private readonly api: ApiReader;
  private readonly env: Env;
  private readonly server: MetricsServer;

  constructor(api: ApiReader, env: Env, server: MetricsServer) {
    this.api = api;
    this.env = env;
    this.server = server;
  }

  unavailable(): Unavailable | undefined {
    return this.server.unavailable();
  }

  get(type: ResourceType, namespace: string | undefined, name: string): ApiResult<KubernetesObject> {
    const isNode = type.kind === 'NodeMetrics';
    const key = isNode ? name : `${namespace ?? ''}/${name}`;
    const about = this.api.get(type.plural, key);
    // It names nodes in the singular, as the lister of its client does.
    const resource = isNode ? 'node' : 'pods';
    if (!about) return err(failure('NotFound', `${resource} "${name}" not found`, { name, kind: resource }));
    const metrics = this.metricsOf(type, about);
    if (metrics) return ok(metrics);
    const kind = type.kind.toLowerCase();
    return err(failure('NotFound', `${kind}.${type.group} "${key}" not found`, { name: key, group: type.group, kind }));
  }

  list(type: ResourceType, namespace: string | undefined, query: ListQuery): ApiResult<KubernetesObject[]> {
    const options = readListOptions(query, `${type.plural}.${type.group}`, 'list');
    if (!options.ok) return options;
    const objects = namespace === undefined ? this.api.list(type.plural) : this.api.byIndex(type.plural, 'namespace', namespace);
    const selected = [...objects].filter((object) => isSelected(object, options.value));
    return ok(selected.flatMap((object) => this.metricsOf(type, object) ?? []).sort(byName));
  }

  private metricsOf({ kind }: ResourceType, object: KubernetesObject): KubernetesObject | undefined {
    return kind === 'NodeMetrics' ? this.nodeMetrics(object as Node) : this.podMetrics(object as Pod);
  }

  private nodeMetrics(node: Node): NodeMetrics | undefined {
    const sample = this.server.nodeSample(node);
    return sample && { apiVersion: groupVersion, kind: 'NodeMetrics', metadata: this.metadata(node), ...this.interval(sample), usage: usageOf(sample.usage) };
  }

  private podMetrics(pod: Pod): PodMetrics | undefined {
    const sample = this.server.podSample(pod);
    return sample && {
      apiVersion: groupVersion, kind: 'PodMetrics', metadata: this.metadata(pod), ...this.interval(sample),
      containers: sample.containers.map(({ name, usage }) => ({ name, usage: usageOf(usage) })),
    };
  }

  private metadata({ metadata: { name, namespace, labels } }: KubernetesObject): ObjectMeta {
    return { name, ...(namespace === undefined ? {} : { namespace }), creationTimestamp: this.env.timestamp(), ...(labels ? { labels } : {}) };
  }

  private interval({ atMs, windowMs }: { atMs: number; windowMs: number }): { timestamp: string; window: string } {
    return { timestamp: this.env.timestamp(atMs), window: goDuration(windowMs) };
  }
}

function usageOf({ cpuMilli, memoryBytes }: Amounts): ResourceUsage {
  return { cpu: quantityString(quantityFromMilli(Math.round(cpuMilli), 'DecimalSI')), memory: quantityString(quantityFromInteger(Math.round(memoryBytes), 'BinarySI')) };
}

/** As the API lists pods and nodes. */
function byName(a: KubernetesObject, b: KubernetesObject): number {
  const [first, second] = [a, b].map(({ metadata: { namespace = '', name } }) => `${namespace}/${name}`) as [string, string];
  return first < second ? -1 : 1;
}
