import type { ProxyDestination } from '../../../../shared/network/trace.ts';
import { compileService, hasRules, type PortRules, type ServiceRules, type ServiceSource } from './service-rules.ts';

/** The rule that a packet's destination matches. */
export interface RuleMatch {
  readonly rules: ServiceRules;
  readonly port: PortRules;
  readonly destination: ProxyDestination;
}

interface Entry {
  readonly key: string;
  readonly source: ServiceSource;
  rules: ServiceRules | undefined;
}

/**
 * Rules of Services, found by address. Rules are worked out when somebody asks for them, so following a change costs the addresses of one
 * Service. Holds nothing but what was put in.
 */
export class RuleSet {
  private readonly entries = new Map<string, Entry>();
  /** Each address without its port → Services that have it; of several the first by key counts. */
  private readonly byIp = new Map<string, Map<string, ProxyDestination>>();
  /** `port/protocol` → keys of Services. */
  private readonly byNodePort = new Map<string, Set<string>>();

  get size(): number {
    return this.entries.size;
  }

  has(key: string): boolean {
    return this.entries.has(key);
  }

  keys(): IterableIterator<string> {
    return this.entries.keys();
  }

  sourceOf(key: string): ServiceSource | undefined {
    return this.entries.get(key)?.source;
  }

  rulesOf(key: string): ServiceRules | undefined {
    const entry = this.entries.get(key);
    return entry && rulesOfEntry(entry);
  }

  /** Puts a Service in, in the place of its former state; undefined takes it out. */
  set(key: string, source: ServiceSource | undefined): void {
    const before = this.entries.get(key);
    const next = source && hasRules(source.service) ? { key, source, rules: undefined } : undefined;
    if (before && before.source.service !== next?.source.service) this.unlist(before);
    if (!next) this.entries.delete(key);
    else {
      this.entries.set(key, next);
      if (before?.source.service !== next.source.service) this.list(next);
    }
  }

  /** The rule for a destination that is no address of the node itself. @param hidden keys of Services that do not count */
  matchAddress(ip: string, port: number, protocol: string, hidden?: { has(key: string): boolean }): RuleMatch | undefined {
    const services = this.byIp.get(ip);
    for (const key of inOrder(services?.keys())) {
      const destination = services?.get(key);
      if (!destination || hidden?.has(key)) continue;
      const rules = this.rulesOf(key);
      const found = rules?.ports.find((candidate) => candidate.port === port && candidate.protocol === protocol);
      if (rules && found) return { rules, port: found, destination };
    }
    return undefined;
  }

  /** Services that have an address, whatever the port. */
  servicesAt(ip: string, hidden?: { has(key: string): boolean }): ServiceRules[] {
    return inOrder(this.byIp.get(ip)?.keys()).filter((key) => !hidden?.has(key)).flatMap((key) => this.rulesOf(key) ?? []);
  }

  matchNodePort(nodePort: number, protocol: string, hidden?: { has(key: string): boolean }): RuleMatch | undefined {
    for (const key of inOrder(this.byNodePort.get(`${nodePort}/${protocol}`))) {
      if (hidden?.has(key)) continue;
      const rules = this.rulesOf(key);
      const port = rules?.ports.find((candidate) => candidate.nodePort === nodePort && candidate.protocol === protocol);
      if (rules && port) return { rules, port, destination: 'NodePort' };
    }
    return undefined;
  }

  private list({ key, source }: Entry): void {
    for (const [ip, destination] of addressesOf(source)) {
      let known = this.byIp.get(ip);
      if (!known) this.byIp.set(ip, (known = new Map()));
      if (!known.has(key)) known.set(key, destination);
    }
    for (const port of nodePortsOf(source)) {
      const known = this.byNodePort.get(port);
      if (known) known.add(key);
      else this.byNodePort.set(port, new Set([key]));
    }
  }

  private unlist({ key, source }: Entry): void {
    for (const [ip] of addressesOf(source)) {
      const known = this.byIp.get(ip);
      known?.delete(key);
      if (known?.size === 0) this.byIp.delete(ip);
    }
    for (const port of nodePortsOf(source)) {
      const known = this.byNodePort.get(port);
      known?.delete(key);
      if (known?.size === 0) this.byNodePort.delete(port);
    }
  }
}

/** An order that does not depend on when each came. */
function inOrder(keys: Iterable<string> = []): string[] {
  const list = [...keys];
  return list.length > 1 ? list.sort() : list;
}

function rulesOfEntry(entry: Entry): ServiceRules {
  return entry.rules ??= compileService(entry.source);
}

function addressesOf({ service: { spec, status } }: ServiceSource): [ip: string, destination: ProxyDestination][] {
  return [
    ...(spec.clusterIPs ?? [spec.clusterIP ?? '']).map((ip): [string, ProxyDestination] => [ip, 'ClusterIP']),
    ...(spec.externalIPs ?? []).map((ip): [string, ProxyDestination] => [ip, 'ExternalIP']),
    ...(status?.loadBalancer?.ingress ?? []).flatMap(({ ip, ipMode = 'VIP' }): [string, ProxyDestination][] => (
      ip && ipMode === 'VIP' ? [[ip, 'LoadBalancer']] : []
    )),
  ];
}

function nodePortsOf({ service: { spec: { ports = [] } } }: ServiceSource): string[] {
  return ports.flatMap(({ nodePort, protocol = 'TCP' }) => (nodePort ? [`${nodePort}/${protocol}`] : []));
}
