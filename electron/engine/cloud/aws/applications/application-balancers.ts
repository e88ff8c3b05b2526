import type { JsonValue } from '../../../../../shared/json.ts';
import type { Component, ComponentContext } from '../../../component.ts';
import type { ApplicationBalancer as SeenBalancer, ApplicationBalancers, ApplicationTargets } from '../../../network/load-balancer/application-balancer.ts';
import { nextTurnMs, noteAnswer, turn } from '../../../network/load-balancer/health.ts';
import type { Network, NetworkChange } from '../../../network/network.ts';
import { checkTarget } from '../../../network/path/check-target.ts';
import type { AwsAccount } from '../account.ts';
import type { ApplicationBalancer, TargetGroup } from './state.ts';

export interface ApplicationBalancersOptions {
  account: AwsAccount;
  balancers: AccountApplications;
  /** Asked when something is looked at, not before all components are there. */
  network: Network;
  kubelets: {
    onProcesses(listener: (uid: string) => void): void;
    nextProcessChangeMs(uid: string): number;
  };
}

/** Application Load Balancers as requests meet them: what stands in the account. */
export class AccountApplications implements ApplicationBalancers {
  private readonly account: AwsAccount;
  private readonly listeners: (() => void)[] = [];
  private readonly workers: (() => void)[] = [];

  constructor(account: AwsAccount) {
    this.account = account;
  }

  at(ip: string): SeenBalancer | undefined {
    for (const balancer of this.account.state.applications.values()) {
      const here = balancer.addresses.find((one) => one.ip === ip);
      if (here) return seen(balancer, here.inner, this.account.nowMs);
    }
    return undefined;
  }

  addressesOf(hostname: string): string[] {
    for (const { dnsName, addresses } of this.account.state.applications.values()) if (dnsName.toLowerCase() === hostname.toLowerCase()) return addresses.map(({ ip }) => ip);
    return [];
  }

  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** @param listener told when its controller has changed something of them */
  onWork(listener: () => void): void {
    this.workers.push(listener);
  }

  /** Its controller has changed something. */
  change(): void {
    this.tell();
    for (const listener of this.workers) listener();
  }

  tell(): void {
    for (const listener of this.listeners) listener();
  }
}

function seen({ name, subject, scheme, activeAtMs, listeners, targetGroups }: ApplicationBalancer, speaksAs: string, nowMs: number): SeenBalancer {
  return {
    name, ingress: { namespace: subject.namespace ?? '', name: subject.name }, isInternal: scheme === 'internal', isActive: activeAtMs <= nowMs, speaksAs, listeners,
    groups: new Map(targetGroups.map((group) => [group.key, targetsIn(group)])),
  };
}

/** Where no target is healthy, all are tried. Source: health checks of target groups, fail open. */
function targetsIn({ type, service, targets, health }: TargetGroup): ApplicationTargets {
  const healthy = targets.filter(({ key }) => health.healthy.has(key));
  return { type, service, usable: healthy.length > 0 ? healthy : targets, healthy: healthy.length, registered: targets.length };
}

/**
 * What Application Load Balancers do by themselves: they become active, look at their targets, change their mind about them, and forget those that have been drained. A health check is a request
 * as any other: by the node's rules, past policies, to a container that listens. It is simulated when something may have changed what becomes of it.
 */
export class ApplicationHealth implements Component {
  readonly name = 'application-load-balancers';
  readonly process = 'provider';
  readonly watches: readonly string[] = [];
  private readonly context: ComponentContext;
  private readonly options: ApplicationBalancersOptions;
  /** Plain data, part of the snapshot: whether the targets are to be looked at now, and when something will change by itself. */
  private state = { isDirty: false, lookAtMs: Infinity };

  constructor(context: ComponentContext, options: ApplicationBalancersOptions) {
    this.context = context;
    this.options = options;
    options.network.onChange((change) => { if (this.concerns(change)) this.look(); });
    options.kubelets.onProcesses(() => this.look());
    options.balancers.onWork(() => this.look());
  }

  start(): void {}

  stop(): void {
    this.state = { isDirty: false, lookAtMs: Infinity };
  }

  observe(): void {}

  run(): void {
    const { account, balancers } = this.options;
    const { nowMs } = account;
    let changed = false;
    for (const { activeAtMs } of this.all()) if (activeAtMs === nowMs) this.state.isDirty = changed = true;
    if (this.state.isDirty || this.state.lookAtMs <= nowMs) this.lookAtTargets(nowMs);
    for (const group of this.groups()) {
      if (turn(group.health, nowMs)) changed = true;
      for (const key of group.health.healthy) group.known.add(key);
      const left = group.draining.filter(({ untilMs }) => untilMs > nowMs);
      if (left.length < group.draining.length) account.changed();
      group.draining = left;
    }
    if (changed) {
      account.changed();
      balancers.tell();
    }
    this.planWake();
  }

  save(): JsonValue {
    const { isDirty, lookAtMs } = this.state;
    return { isDirty, lookAtMs: lookAtMs === Infinity ? null : lookAtMs };
  }

  load(saved: JsonValue): void {
    const { isDirty, lookAtMs } = saved as { isDirty: boolean; lookAtMs: number | null };
    this.state = { isDirty, lookAtMs: lookAtMs ?? Infinity };
    if (isDirty) this.context.wakeAt(this.context.env.nowMs);
    this.planWake();
  }

  private look(): void {
    if (this.state.isDirty || this.options.account.state.applications.size === 0) return;
    this.state.isDirty = true;
    this.context.wakeAt(this.context.env.nowMs);
  }

  private concerns(change: NetworkChange): boolean {
    if (change.kind === 'Ingresses' || change.kind === 'LoadBalancer') return false;
    if (change.kind !== 'Service') return true;
    for (const { service, type } of this.groups()) if (type === 'instance' && change.key === `${service.namespace}/${service.name}`) return true;
    return false;
  }

  private lookAtTargets(nowMs: number): void {
    this.state = { isDirty: false, lookAtMs: Infinity };
    const { network, kubelets } = this.options;
    for (const { activeAtMs, addresses, targetGroups } of this.all()) {
      if (activeAtMs > nowMs) continue;
      for (const { check, targets, health, known } of targetGroups) {
        const times = { periodMs: check.intervalSeconds * 1000, failures: check.unhealthy, successes: check.healthy };
        for (const target of targets) {
          const { answers, pods } = checkTarget(network, { ...target, port: check.port === 'traffic-port' ? target.port : Number(check.port) }, addresses[0]?.inner ?? '', check.path);
          for (const uid of pods) this.state.lookAtMs = Math.min(this.state.lookAtMs, kubelets.nextProcessChangeMs(uid));
          // A target that was never healthy needs one good answer.
          noteAnswer(health, target.key, answers, nowMs, known.has(target.key) ? times : { ...times, successes: 1 });
        }
      }
    }
  }

  private planWake(): void {
    const { nowMs } = this.options.account;
    let next = this.state.lookAtMs;
    let drainedMs = Infinity;
    for (const { activeAtMs } of this.all()) if (activeAtMs > nowMs) next = Math.min(next, activeAtMs);
    for (const { health, draining } of this.groups()) {
      next = Math.min(next, nextTurnMs(health));
      for (const { untilMs } of draining) drainedMs = Math.min(drainedMs, untilMs);
    }
    if (next < Infinity) this.context.wakeAt(next);
    if (drainedMs < Infinity) this.context.wakeAt(drainedMs, { background: true });
  }

  private all(): Iterable<ApplicationBalancer> {
    return this.options.account.state.applications.values();
  }

  private *groups(): Iterable<TargetGroup> {
    for (const { targetGroups } of this.all()) yield* targetGroups;
  }
}
