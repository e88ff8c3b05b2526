import type { JsonValue } from '../../../../shared/json.ts';
import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { LoadBalancerIngress, Service } from '../../../../shared/kubernetes/types/core.ts';
import type { LoadBalancerView } from '../../../../shared/view/load-balancer.ts';
import type { Component, ComponentContext } from '../../component.ts';
import { decodeState, encodeState } from '../../simulation/state-codec.ts';
import { localReadyNodes } from '../proxy/choose-endpoints.ts';
import type { ProxyNews } from '../proxy/kube-proxies.ts';
import { forgetNode, newHealth, nextTurnMs, noteAnswer, simpleTimes, turn, type HealthState } from './health.ts';
import type { BalancerPort, HealthCheck, LoadBalancer, LoadBalancerProvider } from './load-balancer.ts';
import { targetTrouble, withTrouble, type Checked } from './target-trouble.ts';

/** What a load balancer of a cloud takes to be made, changed and taken away; estimates. */
const createMs = 30_000;
const changeMs = 5_000;
const removeMs = 10_000;
/** Source: KubeProxyHealthzPort, pkg/cluster/ports. */
const kubeProxyHealthPort = 10256;

/** One load balancer; plain data. */
interface Balancer {
  key: string;
  address: string;
  ports: BalancerPort[];
  healthCheckNodePort?: number;
  /** For a Service with externalTrafficPolicy Local: its own health check. */
  local?: HealthState;
}

/** Plain data, part of the snapshot. */
interface State {
  /** By uid of the Service. */
  balancers: Map<string, Balancer>;
  nodes: string[];
  /** What all others think, which look at kube-proxy alone. */
  shared: HealthState;
  /** Machines and Services whose answers have to be looked at. */
  changedNodes: Set<string>;
  changedServices: Set<string>;
  lastAddress: number;
}

/**
 * A provider of load balancers that simply exist: each has an address of the Internet and passes connections on, as they are, to the nodes
 * that answer its health checks. So kube-proxy sees the load balancer's address and the client's, and keeps to loadBalancerSourceRanges.
 * A cloud's provider takes its place with the same interface.
 */
export class SimpleBalancers implements Component, LoadBalancerProvider {
  readonly name = 'load-balancers';
  readonly process = 'provider';
  readonly watches = ['machines'];
  private readonly context: ComponentContext;
  private readonly options: Checked;
  private readonly listeners: ((key: string) => void)[] = [];
  private state: State = emptyState();
  /** Address → uid, and key → health of those with one of their own; they follow from the state. */
  private addresses = new Map<string, string>();
  private locals = new Map<string, HealthState>();
  private version = 0;

  constructor(context: ComponentContext, options: Checked) {
    this.context = context;
    this.options = options;
    options.proxies.onChange((news) => this.noteProxy(news));
  }

  start(): void {}

  stop(): void {
    this.state = emptyState();
    this.index();
  }

  observe({ key }: { key: string }): void {
    this.version += 1;
    this.noteProxy({ kind: 'Node', name: key });
  }

  run(): void {
    const { state, context: { env: { nowMs } } } = this;
    this.lookAtAnswers(nowMs);
    const turned = turn(state.shared, nowMs);
    for (const { key, local } of state.balancers.values()) if (local ? turn(local, nowMs) : turned) this.tell(key);
    this.planWake();
  }

  durationMs(service: Service): { ensure: number; remove: number } {
    return { ensure: this.has(service) ? changeMs : createMs, remove: removeMs };
  }

  has({ metadata: { uid = '' } }: Service): boolean {
    return this.state.balancers.has(uid);
  }

  ensure(service: Service): LoadBalancerIngress[] {
    const { metadata: { uid = '' }, spec: { ports = [], externalTrafficPolicy, healthCheckNodePort } } = service;
    const known = this.state.balancers.get(uid);
    const isLocal = externalTrafficPolicy === 'Local';
    const balancer: Balancer = {
      key: objectKey(service), address: known?.address ?? this.newAddress(String(service.spec['loadBalancerIP'] ?? '')),
      ports: ports.map(({ port, protocol = 'TCP', nodePort }) => ({ port, protocol, nodePort })),
      ...(isLocal ? { local: known?.local ?? newHealth(), ...(healthCheckNodePort ? { healthCheckNodePort } : {}) } : {}),
    };
    // Nobody looked at nodes for as long as there was no load balancer.
    if (this.state.balancers.size === 0) for (const node of this.state.nodes) this.state.changedNodes.add(node);
    this.state.balancers.set(uid, balancer);
    this.index();
    if (balancer.local) this.state.changedServices.add(balancer.key);
    this.tell(balancer.key);
    this.context.wakeAt(this.context.env.nowMs);
    return [{ ip: balancer.address, ipMode: 'VIP' }];
  }

  remove({ metadata: { uid = '' } }: Service): void {
    const known = this.state.balancers.get(uid);
    if (!known) return;
    this.state.balancers.delete(uid);
    this.index();
    this.tell(known.key);
  }

  setNodes(nodes: readonly string[]): undefined {
    const { state } = this;
    const next = new Set(nodes);
    const gone = state.nodes.filter((node) => !next.has(node));
    const before = new Set(state.nodes);
    for (const node of nodes) if (!before.has(node)) state.changedNodes.add(node);
    state.nodes = [...nodes];
    for (const health of this.healths()) for (const node of gone) forgetNode(health, node);
    for (const { key } of state.balancers.values()) this.tell(key);
    this.context.wakeAt(this.context.env.nowMs);
    return undefined;
  }

  at(ip: string): LoadBalancer | undefined {
    const balancer = this.state.balancers.get(this.addresses.get(ip) ?? '');
    if (!balancer) return undefined;
    const { key, address, ports, local } = balancer;
    const [namespace = '', name = ''] = key.split('/');
    const { healthy } = local ?? this.state.shared;
    return {
      namespace, name, address, ports, forwardsTo: 'Address', nodes: this.state.nodes, healthy: this.state.nodes.filter((node) => healthy.has(node)),
      healthCheck: local ? 'LocalEndpoints' : 'KubeProxy',
    };
  }

  onChange(listener: (key: string) => void): void {
    this.listeners.push(listener);
  }

  viewVersion(): number {
    return this.version;
  }

  views(): LoadBalancerView[] {
    return [...this.state.balancers.values()].map((balancer) => this.viewOf(balancer));
  }

  save(): JsonValue {
    return encodeState(this.state);
  }

  load(state: JsonValue): void {
    this.state = decodeState(state) as State;
    this.index();
    if (this.state.changedNodes.size + this.state.changedServices.size > 0) this.context.wakeAt(this.context.env.nowMs);
    this.planWake();
  }

  private noteProxy(news: ProxyNews): void {
    if (this.state.balancers.size === 0 || (news.kind === 'Service' && !this.locals.has(news.key))) return;
    if (news.kind === 'Node') this.state.changedNodes.add(news.name);
    else this.state.changedServices.add(news.key);
    this.context.wakeAt(this.context.env.nowMs);
  }

  /** What the nodes and Services that have changed answer to health checks now. */
  private lookAtAnswers(nowMs: number): void {
    const { state } = this;
    const isNode = state.changedNodes.size > 0 ? new Set(state.nodes) : undefined;
    for (const node of state.changedNodes) {
      if (!isNode?.has(node)) continue;
      noteAnswer(state.shared, node, this.answers('KubeProxy', '', node), nowMs);
      for (const [key, local] of this.locals) noteAnswer(local, node, this.answers('LocalEndpoints', key, node), nowMs);
    }
    for (const key of state.changedServices) {
      const local = this.locals.get(key);
      if (local) this.lookAtService(key, local, nowMs);
    }
    state.changedNodes.clear();
    state.changedServices.clear();
  }

  /** Only nodes with endpoints of the Service can be healthy, by the rules that each has. */
  private lookAtService(key: string, local: HealthState, nowMs: number): void {
    const isNode = new Set(this.state.nodes);
    const rules = this.options.proxies.rulesOf(key);
    const concerned = new Set([...rules ? localReadyNodes(rules) : [], ...local.healthy, ...local.turning.keys()]);
    for (const node of concerned) if (isNode.has(node)) noteAnswer(local, node, this.answers('LocalEndpoints', key, node), nowMs);
  }

  private answers(check: HealthCheck, key: string, node: string): boolean {
    return targetTrouble(this.options, check, key, node) === undefined;
  }

  private viewOf({ key, address, ports, local, healthCheckNodePort }: Balancer): LoadBalancerView {
    const [namespace = '', name = ''] = key.split('/');
    const { healthy } = local ?? this.state.shared;
    const check = local ? 'LocalEndpoints' : 'KubeProxy';
    return {
      type: 'simple', scheme: 'internet-facing', state: 'active', subject: { apiVersion: 'v1', kind: 'Service', namespace, name }, addresses: [{ ip: address }],
      listeners: ports.map(({ port, protocol }) => ({ port, protocol })),
      healthCheck: {
        protocol: 'HTTP', port: String(local ? healthCheckNodePort : kubeProxyHealthPort), intervalSeconds: simpleTimes.periodMs / 1_000, healthy: simpleTimes.successes,
        unhealthy: simpleTimes.failures,
      },
      targets: this.state.nodes.map((machine) => withTrouble({ machine, state: healthy.has(machine) ? 'healthy' : 'unhealthy' }, () => targetTrouble(this.options, check, key, machine))),
    };
  }

  /** A free address of a range for documentation (RFC 5737), then of one for tests of equipment (RFC 2544). */
  private newAddress(wanted: string): string {
    if (/^\d+(\.\d+){3}$/.test(wanted) && !this.addresses.has(wanted)) return wanted;
    for (;;) {
      this.state.lastAddress += 1;
      const number = this.state.lastAddress;
      const address = number < 255 ? `203.0.113.${number}` : `198.18.${Math.floor(number / 256) % 256}.${number % 256}`;
      if (!this.addresses.has(address)) return address;
    }
  }

  private planWake(): void {
    const next = Math.min(...this.healths().map(nextTurnMs));
    if (next < Infinity) this.context.wakeAt(next);
  }

  private healths(): HealthState[] {
    return [this.state.shared, ...this.locals.values()];
  }

  private index(): void {
    this.addresses = new Map();
    this.locals = new Map();
    for (const [uid, { key, address, local }] of this.state.balancers) {
      this.addresses.set(address, uid);
      if (local) this.locals.set(key, local);
    }
  }

  private tell(key: string): void {
    this.version += 1;
    for (const listener of this.listeners) listener(key);
  }
}

function emptyState(): State {
  return { balancers: new Map(), nodes: [], shared: newHealth(), changedNodes: new Set(), changedServices: new Set(), lastAddress: 0 };
}

export function createSimpleBalancers(options: Checked): (context: ComponentContext) => SimpleBalancers {
  return (context) => new SimpleBalancers(context, options);
}
