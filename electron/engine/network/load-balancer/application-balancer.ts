import type { IngressRuleHop, PodRef, ServicePortRef } from '../../../../shared/network/trace.ts';

interface Named {
  namespace: string;
  name: string;
}

/** A load balancer outside the cluster that reads requests: listeners, and rules that name groups of targets. */
export interface ApplicationBalancer {
  readonly name: string;
  /** The first Ingress for which it is. */
  readonly ingress: Named;
  /** Only the machines' network reaches it. */
  readonly isInternal: boolean;
  /** It takes requests; else it is still being made. */
  readonly isActive: boolean;
  /** Its own address, which its packets have as their source. */
  readonly speaksAs: string;
  readonly listeners: readonly ApplicationListener[];
  readonly groups: ReadonlyMap<string, ApplicationTargets>;
}

export interface ApplicationListener {
  readonly port: number;
  readonly protocol: 'HTTP' | 'HTTPS';
  readonly certificates: readonly string[];
  /** In the order in which they are tried. */
  readonly rules: readonly ApplicationRule[];
  /** What is done with requests that no rule is for. */
  readonly fallback: ApplicationAction;
}

/** A rule of a listener: plain data. */
export interface ApplicationRule {
  priority: number;
  /** Patterns with `*` and `?`; none: any. */
  hosts: string[];
  paths: string[];
  ingress: Named;
  match: NonNullable<IngressRuleHop['match']>;
  action: ApplicationAction;
}

export type ApplicationAction =
  /** To one of the groups, by weight. */
  | { kind: 'Forward'; groups: { key: string; weight: number }[] }
  /** `backend`: instead of a Service that does not exist. */
  | { kind: 'FixedResponse'; status: number; ingress?: Named; backend?: { service: string; port?: number | string } }
  | { kind: 'Redirect'; status: number; protocol?: string; port?: string; host?: string; path?: string };

export interface ApplicationTargets {
  readonly type: 'instance' | 'ip';
  readonly service: ServicePortRef;
  /** Those that it sends to: the healthy ones, or all where none is. */
  readonly usable: readonly ApplicationTarget[];
  readonly healthy: number;
  readonly registered: number;
}

/** A node's port, or an address of a pod. */
export interface ApplicationTarget {
  readonly node: string;
  readonly port: number;
  readonly ip?: string;
  readonly pod?: PodRef;
}

/** Load balancers that stand in front of the cluster for Ingresses. */
export interface ApplicationBalancers {
  at(ip: string): ApplicationBalancer | undefined;
  /** Addresses of the one that has a name. */
  addressesOf(hostname: string): string[];
  /** @param listener told when one of them does something else with requests than before */
  onChange(listener: () => void): void;
}

/** The first rule whose conditions a request meets. Source: listener rules of Application Load Balancers: host names without regard to case, paths with it; `*` and `?` in both. */
export function ruleFor({ rules }: ApplicationListener, host: string, path: string): ApplicationRule | undefined {
  return rules.find(({ hosts, paths }) => meets(hosts, host.toLowerCase(), true) && meets(paths, path, false));
}

function meets(patterns: readonly string[], text: string, anyCase: boolean): boolean {
  return patterns.length === 0 || patterns.some((pattern) => matches(anyCase ? pattern.toLowerCase() : pattern, text));
}

/** `*` stands for any characters, `?` for one. */
function matches(pattern: string, text: string): boolean {
  const parts = pattern.split(/([*?])/).map((part) => (part === '*' ? '.*' : part === '?' ? '.' : part.replace(/[.+^${}()|[\]\\]/g, '\\$&')));
  return new RegExp(`^${parts.join('')}$`, 's').test(text);
}
