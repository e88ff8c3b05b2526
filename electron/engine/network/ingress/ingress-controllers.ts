import { jsonEqual, type JsonValue } from '../../../../shared/json.ts';
import type { LoadBalancerIngress, Service } from '../../../../shared/kubernetes/types/core.ts';
import type { Ingress } from '../../../../shared/kubernetes/types/networking.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import type { Component, ComponentContext } from '../../component.ts';
import { decodeState, encodeState } from '../../simulation/state-codec.ts';
import { isServedBy, passesRequests } from './ingress-class.ts';

/** How often the leader of a controller's pods looks at the status of its Ingresses. Source: UpdateInterval, internal/ingress/status of ingress-nginx. */
const statusPeriodMs = 60_000;
/** A pod that becomes ready, and leads, looks at once; an estimate of how long the election takes. */
const electionMs = 1_000;

export interface IngressControllersOptions {
  /** The `controller` of IngressClasses that a container of the pod is; undefined: it is none. */
  controllerOf(pod: Pod, container: string): string | undefined;
}

/** Plain data, part of the snapshot. */
interface State {
  /** Next look; Infinity: nothing has changed. */
  dueMs: number;
  /** Nobody waits for it. */
  background?: true;
}

/**
 * What ingress controllers do in the API: they write into their Ingresses where they can be reached. Each is a workload of the cluster, and
 * does it for as long as one of its pods is ready. Requests are passed on in `path/ingress-step.ts`.
 */
export class IngressControllers implements Component {
  readonly name = 'ingress-controller';
  readonly process = 'world';
  readonly watches = ['ingresses', 'ingressclasses', 'pods', 'services'];
  private readonly context: ComponentContext;
  private readonly options: IngressControllersOptions;
  private state: State = { dueMs: Infinity };
  /** Keys of the pods that are controllers → which; follows from the API. */
  private pods = new Map<string, string>();

  constructor(context: ComponentContext, options: IngressControllersOptions) {
    this.context = context;
    this.options = options;
  }

  start(): void {
    for (const pod of this.context.api.list<Pod>('pods')) this.notePod(objectKey(pod), pod);
    this.plan(0);
  }

  stop(): void {
    this.pods = new Map();
    this.state = { dueMs: Infinity };
  }

  observe(event: WatchEvent): void {
    if (event.resource === 'pods') this.observePod(event as WatchEvent<Pod>);
    else if (this.pods.size > 0) this.plan(statusPeriodMs - (this.context.env.nowMs % statusPeriodMs));
  }

  run(): void {
    const { nowMs } = this.context.env;
    if (this.state.dueMs <= nowMs) {
      this.state = { dueMs: Infinity };
      if (this.pods.size > 0 && this.context.apiReachable()) this.writeStatus();
      // What it cannot write now it writes at its next look, which is nothing that anybody waits for.
      else if (this.pods.size > 0) this.state = { dueMs: nowMs + statusPeriodMs, background: true };
    }
    this.planWake();
  }

  save(): JsonValue {
    return encodeState(this.state);
  }

  load(state: JsonValue): void {
    for (const pod of this.context.api.list<Pod>('pods')) this.notePod(objectKey(pod), pod);
    this.state = decodeState(state) as State;
    this.planWake();
  }

  private observePod({ type, key, object, previous }: WatchEvent<Pod>): void {
    if (type === 'ADDED') this.notePod(key, object);
    if (!this.pods.has(key)) return;
    if (type === 'DELETED') this.pods.delete(key);
    if (type === 'DELETED' || isReady(object) !== (previous !== undefined && isReady(previous))) this.plan(electionMs);
  }

  private notePod(key: string, pod: Pod): void {
    for (const { name } of pod.spec.containers) {
      const controller = this.options.controllerOf(pod, name);
      if (passesRequests(controller)) this.pods.set(key, controller);
    }
  }

  private plan(afterMs: number): void {
    this.state = { dueMs: Math.min(this.state.dueMs, this.context.env.nowMs + afterMs) };
    this.planWake();
  }

  private planWake(): void {
    const { dueMs, background = false } = this.state;
    if (dueMs < Infinity) this.context.wakeAt(dueMs, { background });
  }

  private writeStatus(): void {
    const { api } = this.context;
    for (const [controller, pods] of this.readyPods()) {
      const ingress = this.addressesOf(pods);
      for (const object of [...api.list<Ingress>('ingresses')]) {
        if (!isServedBy(api, controller, object) || jsonEqual(object.status?.loadBalancer?.ingress ?? [], ingress)) continue;
        api.updateStatus<Ingress>({ ...object, status: { ...object.status, loadBalancer: { ingress } } });
      }
    }
  }

  /** A controller without a ready pod writes nothing: what it wrote before stays. */
  private readyPods(): Map<string, Pod[]> {
    const byController = new Map<string, Pod[]>();
    for (const [key, controller] of this.pods) {
      const pod = this.context.api.get<Pod>('pods', key);
      if (!pod || !isReady(pod)) continue;
      const known = byController.get(controller);
      if (known) known.push(pod);
      else byController.set(controller, [pod]);
    }
    return byController;
  }

  /**
   * The addresses of the load balancer in front of the pods, as with `--publish-service`; without one, those of their nodes. Source:
   * runningAddresses, statusAddressFromService.
   */
  private addressesOf(pods: readonly Pod[]): { ip?: string; hostname?: string }[] {
    const balancer = this.balancerOf(pods);
    if (balancer) return balancer.map(({ ip, hostname }) => (ip === undefined ? { hostname: hostname ?? '' } : { ip }));
    const addresses = new Set(pods.flatMap(({ spec: { nodeName = '' } }) => this.addressOfNode(nodeName) ?? []));
    return [...addresses].sort().map((ip) => ({ ip }));
  }

  private balancerOf(pods: readonly Pod[]): LoadBalancerIngress[] | undefined {
    for (const { metadata: { namespace = '', labels = {} } } of pods) {
      for (const { spec, status } of this.context.api.byIndex<Service>('services', 'namespace', namespace)) {
        const { type, selector = {} } = spec;
        const selects = Object.entries(selector).every(([key, value]) => labels[key] === value) && Object.keys(selector).length > 0;
        if (type === 'LoadBalancer' && selects) return status?.loadBalancer?.ingress ?? [];
      }
    }
    return undefined;
  }

  private addressOfNode(name: string): string | undefined {
    const addresses = (this.context.api.get<Node>('nodes', name)?.status as { addresses?: { type: string; address: string }[] } | undefined)?.addresses;
    return addresses?.find(({ type }) => type === 'InternalIP')?.address;
  }
}

function isReady({ status, metadata }: Pod): boolean {
  return !metadata.deletionTimestamp && status?.conditions?.find(({ type }) => type === 'Ready')?.status === 'True';
}

export function createIngressControllers(options: IngressControllersOptions): (context: ComponentContext) => IngressControllers {
  return (context) => new IngressControllers(context, options);
}
