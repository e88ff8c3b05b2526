import type { RequestOrigin, RequestTarget } from '../../../../shared/network/request.ts';
import type { Distribution } from '../../../../shared/network/trace.ts';
import { dnsService } from '../path/dns-step.ts';

/**
 * What a way through the network rests on, as keys: `service/<namespace>/<name>`, `slices/<namespace>/<name>` (its endpoints as the API has them), `pod/<uid>`, `node/<name>`, `policies/<namespace>`, `internet`
 * (any node, as a load balancer or a node port takes them all) and `names` (which hosts and Ingresses there are).
 */
export type Dependency = string;

/** @param namespaceOf of the origin's pod; undefined: it comes from the Internet */
export function dependenciesOf(origin: RequestOrigin, node: string | undefined, target: RequestTarget, { outcomes }: Distribution): Set<Dependency> {
  const keys = new Set<Dependency>();
  if (origin.kind === 'Internet') keys.add('internet');
  else keys.add(`policies/${origin.namespace}`);
  if (node !== undefined) keys.add(`node/${node}`);
  if (target.service) keys.add(`service/${target.service.namespace}/${target.service.name}`);
  else keys.add('names');
  // A pod looks the name up first, and whether it gets an answer changes with those that answer.
  if (origin.kind === 'Pod') keys.add(`service/${dnsService.namespace}/${dnsService.name}`);
  for (const { outcome, route } of outcomes) {
    const byController = route.some(({ kind }) => kind === 'Ingress');
    for (const { pod, node: on } of outcome.handlers) addPod(keys, pod, on);
    for (const stop of route) {
      if (stop.kind === 'Service') {
        keys.add(`service/${stop.namespace}/${stop.name}`);
        if (byController) keys.add(`slices/${stop.namespace}/${stop.name}`);
      }
      else if (stop.kind === 'Ingress') keys.add('names');
      else if (stop.kind === 'Pod') addPod(keys, stop.pod, undefined);
    }
    if (outcome.kind !== 'Failed') continue;
    const { cause } = outcome;
    if ('pod' in cause && cause.pod) addPod(keys, cause.pod, undefined);
    if ('machine' in cause) keys.add(`node/${cause.machine}`);
    if ('node' in cause && cause.node !== undefined) keys.add(`node/${cause.node}`);
    if (cause.kind === 'AddressGone' || cause.kind === 'DnsUnanswered') keys.add('names');
  }
  return keys;
}

function addPod(keys: Set<Dependency>, { namespace, uid }: { namespace: string; uid?: string }, node: string | undefined): void {
  keys.add(`policies/${namespace}`);
  if (uid) keys.add(`pod/${uid}`);
  if (node !== undefined) keys.add(`node/${node}`);
}

/** Which flows rest on what. Plain sets both ways, so that a flow can be put in anew. */
export class DependencyIndex {
  private readonly flowsOf = new Map<Dependency, Set<string>>();
  private readonly keysOf = new Map<string, ReadonlySet<Dependency>>();

  set(flow: string, keys: ReadonlySet<Dependency>): void {
    const before = this.keysOf.get(flow);
    if (before?.size === keys.size && [...keys].every((key) => before.has(key))) return;
    this.delete(flow);
    this.keysOf.set(flow, keys);
    for (const key of keys) {
      const flows = this.flowsOf.get(key);
      if (flows) flows.add(flow);
      else this.flowsOf.set(key, new Set([flow]));
    }
  }

  delete(flow: string): void {
    for (const key of this.keysOf.get(flow) ?? []) {
      const flows = this.flowsOf.get(key);
      flows?.delete(flow);
      if (flows?.size === 0) this.flowsOf.delete(key);
    }
    this.keysOf.delete(flow);
  }

  flows(key: Dependency): ReadonlySet<string> {
    return this.flowsOf.get(key) ?? none;
  }

  keys(flow: string): Dependency[] {
    return [...this.keysOf.get(flow) ?? []];
  }

  entries(): [string, ReadonlySet<Dependency>][] {
    return [...this.keysOf];
  }
}

const none: ReadonlySet<string> = new Set();
