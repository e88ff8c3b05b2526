import type { LoadBalancerIngress, Service } from '../../../../../shared/kubernetes/types/core.ts';
import { refKey, type ObjectRef } from '../../../../../shared/kubernetes/registry.ts';
import type { CloudLoadBalancer } from '../../../../../shared/view/cloud.ts';
import type { LoadBalancerView, TargetTrouble } from '../../../../../shared/view/load-balancer.ts';
import type { Component, ComponentContext } from '../../../component.ts';
import { forgetNode, nextTurnMs, noteAnswer, turn, type HealthTimes } from '../../../network/load-balancer/health.ts';
import type { LoadBalancer, LoadBalancerProvider } from '../../../network/load-balancer/load-balancer.ts';
import { targetTrouble, withTrouble, type Checked } from '../../../network/load-balancer/target-trouble.ts';
import type { ProxyNews } from '../../../network/proxy/kube-proxies.ts';
import type { CloudAnswer } from '../../cloud-instances.ts';
import type { AwsAccount } from '../account.ts';
import { typeOf } from './annotations.ts';
import { balancerViews } from './balancer-view.ts';
import { ensureBalancer, removeBalancer, setBalancerTargets } from './balancer-calls.ts';
import type { Balancer } from '../state.ts';
import { balancerCheck, classicCheck, deregistrationDelayMs } from '../timings.ts';

export interface ServiceBalancersOptions extends Checked {
  account: AwsAccount;
}

/** A target that was never healthy needs one good answer. Source: the health checks of target groups, Elastic Load Balancing. */
const firstCheck = { ...balancerCheck, successes: 1 };

/**
 * Load balancers for Services, one each: Classic, or, with the annotation `…-type: nlb`, Network Load Balancers. Both have a name of the Internet and look at the nodes by a NodePort
 * (or, with externalTrafficPolicy Local, by the Service's health check port). Both have an address in each zone; without cross-zone load balancing, which is off unless the Service asks for it,
 * one sends only to targets of its own zone, and its name leads only to zones with healthy targets.
 * Network: clients' addresses are kept; when no target is healthy that once was, all are tried; what leaves is drained. Classic: nodes see the load balancer's own address;
 * without a healthy instance it turns everybody away; connection draining is off, as cloud-provider-aws has it. What is kept stands in the account.
 */
export class ServiceBalancers implements Component, LoadBalancerProvider {
  readonly name = 'service-load-balancers';
  readonly process = 'provider';
  readonly watches = ['machines'];
  private readonly context: ComponentContext;
  private readonly options: ServiceBalancersOptions;
  private readonly listeners: ((key: string) => void)[] = [];
  /** Nodes that the service controller has named last, and nodes and Services that have to be looked at; plain data, part of the snapshot. */
  private state = { nodes: [] as string[], changedNodes: [] as string[], changedServices: [] as string[] };

  constructor(context: ComponentContext, options: ServiceBalancersOptions) {
    this.context = context;
    this.options = options;
    options.proxies.onChange((news) => this.noteProxy(news));
  }

  start(): void {}

  stop(): void {
    this.state = { nodes: [], changedNodes: [], changedServices: [] };
  }

  observe({ key }: { key: string }): void {
    this.noteProxy({ kind: 'Node', name: key });
  }

  run(): void {
    const { account } = this.options;
    const { nowMs } = account;
    this.lookAtAnswers(nowMs);
    for (const balancer of this.balancers()) {
      const turned = turn(balancer.health, nowMs);
      for (const node of balancer.health.healthy) balancer.known.add(node);
      let drained = false;
      for (const [node, untilMs] of balancer.draining) if (untilMs <= nowMs) drained = balancer.draining.delete(node);
      const opened = balancer.activeAtMs === nowMs;
      if (turned || opened) this.tell(balancer);
      if (turned || opened || drained) account.changed();
    }
    this.planWake();
  }

  durationMs(): { ensure: number; remove: number } {
    return { ensure: 0, remove: 0 };
  }

  ask(service: Service, what: 'ensure' | 'remove'): CloudAnswer<void> {
    const { account } = this.options;
    return what === 'ensure' ? ensureBalancer(account, service, this.state.nodes) : removeBalancer(account, service);
  }

  isElsewhere(service: Service): boolean {
    return !this.has(service) && typeOf(service) === undefined;
  }

  has({ metadata: { uid = '' } }: Service): boolean {
    return this.options.account.state.balancers.has(uid);
  }

  ensure({ metadata: { uid = '' } }: Service): LoadBalancerIngress[] {
    const balancer = this.options.account.state.balancers.get(uid);
    if (!balancer) return [];
    this.setTargets(balancer);
    this.state.changedServices.push(keyOf(balancer));
    this.options.account.changed();
    this.tell(balancer);
    this.context.wakeAt(this.context.env.nowMs);
    return [{ hostname: balancer.dnsName }];
  }

  /** The calls have been made when it was asked for. */
  remove({ metadata: { namespace = '', name } }: Service): void {
    for (const listener of this.listeners) listener(`${namespace}/${name}`);
  }

  setNodes(nodes: readonly string[]): string | undefined {
    const failed = this.balancers().map((balancer) => setBalancerTargets(this.options.account, balancer, nodes).result).find(({ ok }) => !ok);
    if (failed && !failed.ok) return failed.error;
    this.state.nodes = [...nodes];
    for (const balancer of this.balancers()) this.setTargets(balancer);
    this.options.account.changed();
    this.context.wakeAt(this.context.env.nowMs);
    return undefined;
  }

  at(ip: string): LoadBalancer | undefined {
    for (const balancer of this.balancers()) {
      const here = balancer.addresses.find((one) => one.ip === ip);
      if (!here) continue;
      const { type, ports, local, scheme, activeAtMs, sourceRanges, subject: { namespace = '', name } } = balancer;
      const nodes = this.targetsIn(balancer, here.zone);
      return {
        namespace, name, address: ip, ports, forwardsTo: 'NodePort', nodes, isInternal: scheme === 'internal',
        healthy: activeAtMs > this.options.account.nowMs ? [] : usable(balancer, nodes), healthCheck: local ? 'LocalEndpoints' : 'NodePort', sourceRanges,
        ...(type === 'classic' ? { speaksAs: here.inner } : {}),
      };
    }
    return undefined;
  }

  addressesOf(hostname: string): string[] {
    const balancer = this.balancers().find(({ dnsName }) => dnsName === hostname);
    if (!balancer) return [];
    const { addresses, health } = balancer;
    const sound = addresses.filter(({ zone }) => this.targetsIn(balancer, zone).some((node) => health.healthy.has(node)));
    return (sound.length > 0 ? sound : addresses).map(({ ip }) => ip);
  }

  /** Targets to which the address of a zone sends. */
  private targetsIn({ targets, crossZone }: Balancer, zone: string): string[] {
    const { instances } = this.options.account.state;
    return crossZone ? targets : targets.filter((node) => instances.get(node)?.zone === zone);
  }

  onChange(listener: (key: string) => void): void {
    this.listeners.push(listener);
  }

  viewVersion(): number {
    return this.options.account.state.version;
  }

  views(): LoadBalancerView[] {
    const own = new Map(this.balancers().map((balancer) => [balancer.arn, balancer]));
    return balancerViews(this.options.account).map(({ arn, targetGroups, targets, ...view }) => {
      const balancer = own.get(arn);
      const [healthCheck] = targetGroups.map((group) => group.healthCheck);
      return {
        ...view, ...(healthCheck ? { healthCheck } : {}), alsoFor: alsoFor(view),
        targets: targets.map(({ instance: _instance, ...target }) => (balancer ? withTrouble(target, () => this.troubleOf(balancer, target.machine)) : target)),
      };
    });
  }

  save(): { nodes: string[]; changedNodes: string[]; changedServices: string[] } {
    const { nodes, changedNodes, changedServices } = this.state;
    return { nodes: [...nodes], changedNodes: [...changedNodes], changedServices: [...changedServices] };
  }

  load(state: unknown): void {
    this.state = state as typeof this.state;
    if (this.state.changedNodes.length + this.state.changedServices.length > 0) this.context.wakeAt(this.context.env.nowMs);
    this.planWake();
  }

  private balancers(): Balancer[] {
    return [...this.options.account.state.balancers.values()];
  }

  /** Targets that go are sent nothing new; what they have begun may end until the deregistration delay is over. */
  private setTargets(balancer: Balancer): void {
    const { nodes } = this.state;
    for (const node of balancer.targets) {
      if (nodes.includes(node)) continue;
      forgetNode(balancer.health, node);
      balancer.known.delete(node);
      if (balancer.type !== 'classic') balancer.draining.set(node, this.options.account.nowMs + deregistrationDelayMs);
    }
    for (const node of nodes) if (!balancer.targets.includes(node)) this.state.changedNodes.push(node);
    for (const node of nodes) balancer.draining.delete(node);
    balancer.targets = [...nodes];
    this.tell(balancer);
  }

  private noteProxy(news: ProxyNews): void {
    if (this.options.account.state.balancers.size === 0) return;
    if (news.kind === 'Node') this.state.changedNodes.push(news.name);
    else this.state.changedServices.push(news.key);
    this.context.wakeAt(this.context.env.nowMs);
  }

  /** What the nodes and Services that have changed answer to health checks now. */
  private lookAtAnswers(nowMs: number): void {
    const changedNodes = new Set(this.state.changedNodes);
    const changedServices = new Set(this.state.changedServices);
    this.state.changedNodes = [];
    this.state.changedServices = [];
    if (changedNodes.size + changedServices.size === 0) return;
    for (const balancer of this.balancers()) {
      const concerned = changedServices.has(keyOf(balancer)) ? balancer.targets : balancer.targets.filter((node) => changedNodes.has(node));
      for (const node of concerned) noteAnswer(balancer.health, node, this.troubleOf(balancer, node) === undefined, nowMs, checkOf(balancer, node));
    }
  }

  private troubleOf(balancer: Balancer, node: string): TargetTrouble | undefined {
    return targetTrouble(this.options, balancer.local ? 'LocalEndpoints' : 'NodePort', keyOf(balancer), node);
  }

  private planWake(): void {
    const { nowMs } = this.options.account;
    for (const { health, activeAtMs, draining } of this.balancers()) {
      const next = Math.min(nextTurnMs(health), activeAtMs > nowMs ? activeAtMs : Infinity);
      if (next < Infinity) this.context.wakeAt(next);
      const drainedMs = Math.min(...draining.values());
      if (drainedMs < Infinity) this.context.wakeAt(drainedMs, { background: true });
    }
  }

  private tell(balancer: Balancer): void {
    for (const listener of this.listeners) listener(keyOf(balancer));
  }
}

/** Ingresses that share a load balancer, which is named after one of them. */
function alsoFor({ subject, listeners }: Pick<CloudLoadBalancer, 'subject' | 'listeners'>): ObjectRef[] {
  const all = listeners.flatMap(({ rules = [] }) => rules.map(({ ingress }) => ingress));
  return [...new Map(all.map((ref) => [refKey(ref), ref])).values()].filter((ref) => refKey(ref) !== refKey(subject));
}

function checkOf({ type, known }: Balancer, node: string): HealthTimes {
  if (type === 'classic') return classicCheck;
  return known.has(node) ? balancerCheck : firstCheck;
}

/** The healthy ones of some targets; where none is that once was, a Network Load Balancer takes all of them. */
function usable({ type, health, known }: Balancer, nodes: readonly string[]): readonly string[] {
  const healthy = nodes.filter((node) => health.healthy.has(node));
  return type !== 'classic' && healthy.length === 0 && nodes.some((node) => known.has(node)) ? nodes : healthy;
}

function keyOf({ subject: { namespace = '', name } }: Balancer): string {
  return `${namespace}/${name}`;
}
