import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import { jsonEqual } from '../../../../shared/json.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { nothingToDo, type Controller, type ControllerContext, type ControllerFactory, type EventWrite, type Outcome, type Write } from '../../controllers/controller.ts';
import { hasFinalizer, withFinalizer, withoutFinalizer } from '../../controllers/finalizers.ts';
import { UnderWay, type Errands } from '../../controllers/under-way.ts';
import type { LoadBalancerProvider } from './load-balancer.ts';

/** Source: LoadBalancerCleanupFinalizer, cloud-provider/service/helpers. */
const finalizer = 'service.kubernetes.io/load-balancer-cleanup';
const excludeLabel = 'node.kubernetes.io/exclude-from-external-load-balancers';
const toBeDeletedTaint = 'ToBeDeletedByClusterAutoscaler';
/** Stands for all nodes; no Service has such a key. */
const nodesKey = 'nodes';

interface State {
  errands: Errands;
  /** Services for which it has asked for a load balancer. */
  known: Set<string>;
  /** The nodes that load balancers were told of. */
  nodes: string[];
}

/**
 * Keeps a load balancer for each Service of type LoadBalancer that names no class of its own. Keys are Services, and all nodes together.
 * Source: staging/src/k8s.io/cloud-provider/controllers/service. Whether a node is Ready makes no difference: load balancers find out by
 * their own health checks.
 */
export function serviceController(provider: LoadBalancerProvider): ControllerFactory {
  return (context) => new ServiceController(context, provider);
}

class ServiceController implements Controller {
  readonly name = 'service-lb-controller';
  readonly eventSource = 'service-controller';
  readonly process = 'cloud-controller-manager';
  /** Source: minRetryDelay, maxRetryDelay. */
  readonly backOff = { firstMs: 5_000, lastMs: 300_000 };
  readonly watches = ['services', 'nodes'];
  private readonly context: ControllerContext;
  private readonly provider: LoadBalancerProvider;
  private readonly cloud: UnderWay;
  private known = new Set<string>();
  private nodes: string[] = [];

  constructor(context: ControllerContext, provider: LoadBalancerProvider) {
    this.context = context;
    this.provider = provider;
    this.cloud = new UnderWay(context.env);
  }

  get state(): State {
    return { errands: this.cloud.errands, known: this.known, nodes: this.nodes };
  }

  set state({ errands, known, nodes }: State) {
    this.cloud.errands = errands;
    this.known = known;
    this.nodes = nodes;
  }

  start(): void {
    for (const service of this.context.api.list<Service>('services')) if (wantsBalancer(service) || needsCleanup(service)) this.context.queue.add(objectKey(service));
    this.context.queue.add(nodesKey);
  }

  observe(event: WatchEvent): void {
    if (event.resource === 'nodes') this.observeNode(event as WatchEvent<Node>);
    else this.observeService(event as WatchEvent<Service>);
  }

  reconcile(key: string): Outcome {
    if (key === nodesKey) return this.followNodes();
    const service = this.context.api.get<Service>('services', key);
    if (!service) return nothingToDo;
    if (needsCleanup(service)) return this.remove(key, service);
    return wantsBalancer(service) ? this.ensure(key, service) : nothingToDo;
  }

  private observeNode({ type, object, previous }: WatchEvent<Node>): void {
    if (type !== 'MODIFIED' || !previous || isExcluded(object) !== isExcluded(previous)) this.context.queue.add(nodesKey);
  }

  private observeService({ type, key, object, previous }: WatchEvent<Service>): void {
    if (type === 'DELETED') {
      this.cloud.forget(key);
      this.known.delete(key);
      this.provider.remove(object);
    } else if (needsCleanup(object) || (wantsBalancer(object) && (!previous || concernsBalancer(previous, object)))) this.context.queue.add(key);
  }

  private ensure(key: string, service: Service): Outcome {
    const what = `ensure ${service.metadata.uid}`;
    const begin = (): Write[] => [
      event(service, 'Normal', 'EnsuringLoadBalancer', 'Ensuring load balancer'),
      ...(hasFinalizer(service, finalizer) ? [] : [{ verb: 'update', object: withFinalizer(service, finalizer) } as const]),
      ...(this.eligible().length === 0 ? [noNodes(service)] : []),
    ];
    if (this.provider.isElsewhere?.(service)) return { kind: 'Done', writes: begin() };
    const asked = this.cloud.isAt(key, what) ? undefined : this.provider.ask?.(service, 'ensure');
    this.known.add(key);
    if (asked?.result.ok === false) return refused(service, 'ensure', asked.result.error, begin());
    const waiting = this.cloud.wait(key, what, asked?.durationMs ?? this.provider.durationMs(service).ensure, begin);
    if (waiting) return waiting;
    const ingress = this.provider.ensure(service);
    const changed = !jsonEqual(service.status?.loadBalancer?.ingress ?? [], ingress);
    return { kind: 'Done', writes: [
      event(service, 'Normal', 'EnsuredLoadBalancer', 'Ensured load balancer'),
      ...(changed ? [statusOf(service, { ingress })] : []),
    ] };
  }

  private remove(key: string, service: Service): Outcome {
    const what = `remove ${service.metadata.uid}`;
    const isUnderWay = this.cloud.isAt(key, what);
    const begin = (): Write[] => [event(service, 'Normal', 'DeletingLoadBalancer', 'Deleting load balancer')];
    const asked = isUnderWay || !this.provider.has(service) ? undefined : this.provider.ask?.(service, 'remove');
    if (asked?.result.ok === false) return refused(service, 'delete', asked.result.error, begin());
    const durationMs = asked?.durationMs ?? this.provider.durationMs(service).remove;
    const waiting = asked || isUnderWay || this.provider.has(service) ? this.cloud.wait(key, what, durationMs, begin) : undefined;
    if (waiting) return waiting;
    this.cloud.forget(key);
    this.known.delete(key);
    this.provider.remove(service);
    return { kind: 'Done', writes: [
      event(service, 'Normal', 'DeletedLoadBalancer', 'Deleted load balancer'),
      ...(service.metadata.deletionTimestamp ? [] : [statusOf(service, {})]),
      { verb: 'update', object: anyVersion(withoutFinalizer(service, finalizer)) },
    ] };
  }

  /** Tells all load balancers which nodes there are, if that has changed. Source: syncNodes, nodeSyncService. */
  private followNodes(): Outcome {
    const nodes = this.eligible();
    if (jsonEqual(nodes, this.nodes)) return nothingToDo;
    const error = this.provider.setNodes(nodes);
    const writes: Write[] = [];
    if (error !== undefined) return { kind: 'Retry', reason: error, writes: this.hostsRefused(nodes, error) };
    this.nodes = nodes;
    for (const key of this.known) {
      const service = this.context.api.get<Service>('services', key);
      if (!service || !wantsBalancer(service) || !this.provider.has(service)) continue;
      writes.push(nodes.length === 0 ? noNodes(service) : event(service, 'Normal', 'UpdatedLoadBalancer', 'Updated load balancer with new hosts'));
    }
    return { kind: 'Done', writes };
  }

  private hostsRefused(nodes: readonly string[], error: string): Write[] {
    const services = [...this.known].flatMap((key) => this.context.api.get<Service>('services', key) ?? []).filter((service) => this.provider.has(service));
    return services.map((service) => event(service, 'Warning', 'UpdateLoadBalancerFailed', `Error updating load balancer with new hosts [${nodes.join(' ')}]: ${error}`));
  }

  /** Source: stableNodeSetPredicates. */
  private eligible(): string[] {
    const names: string[] = [];
    for (const node of this.context.api.list<Node>('nodes')) if (isEligible(node)) names.push(node.metadata.name);
    return names;
  }
}

/** The cloud has refused it: it is asked again, later and later. Source: processServiceCreateOrUpdate. */
function refused(service: Service, what: 'ensure' | 'delete', error: string, begun: readonly Write[]): Outcome {
  const message = `Error syncing load balancer: failed to ${what} load balancer: ${error}`;
  return { kind: 'Retry', reason: error, writes: [...begun, event(service, 'Warning', 'SyncLoadBalancerFailed', message)] };
}

function isEligible(node: Node): boolean {
  return !node.metadata.deletionTimestamp && !isExcluded(node) && !node.spec.taints?.some(({ key }) => key === toBeDeletedTaint);
}

function isExcluded({ metadata }: Node): boolean {
  return metadata.labels?.[excludeLabel] !== undefined;
}

function wantsBalancer({ spec }: Service): boolean {
  return spec.type === 'LoadBalancer' && spec.loadBalancerClass === undefined;
}

function needsCleanup(service: Service): boolean {
  return hasFinalizer(service, finalizer) && (service.metadata.deletionTimestamp !== undefined || service.spec.type !== 'LoadBalancer');
}

/** Source: needsUpdate. */
function concernsBalancer(before: Service, after: Service): boolean {
  if (!wantsBalancer(before)) return true;
  const relevant = ({ spec, metadata }: Service): unknown => [
    metadata.uid, metadata.annotations ?? {}, spec.ports ?? [], spec.loadBalancerSourceRanges ?? [], spec.sessionAffinity ?? 'None', spec.sessionAffinityConfig ?? {},
    spec['loadBalancerIP'] ?? '', spec.externalIPs ?? [], spec.externalTrafficPolicy ?? '', spec.healthCheckNodePort ?? 0,
  ];
  return before.spec !== after.spec || before.metadata.annotations !== after.metadata.annotations ? !jsonEqual(relevant(before), relevant(after)) : false;
}

function statusOf(service: Service, loadBalancer: NonNullable<Service['status']>['loadBalancer']): Write {
  const object: Service = { ...service, status: { ...service.status, ...(loadBalancer ? { loadBalancer } : {}) } };
  return { verb: 'updateStatus', object };
}

/** To be written whatever has been written in the meantime, as a patch is. */
function anyVersion(service: Service): Service {
  const { resourceVersion: _read, ...metadata } = service.metadata;
  return { ...service, metadata };
}

function event(about: Service, type: 'Normal' | 'Warning', reason: string, message: string): EventWrite {
  return { verb: 'event', about, record: { type, reason, message } };
}

function noNodes(service: Service): EventWrite {
  return event(service, 'Warning', 'UnAvailableLoadBalancer', 'There are no available nodes for LoadBalancer');
}
