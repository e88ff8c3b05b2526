import type { JsonValue } from '../../../../shared/json.ts';
import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import type { EndpointSlice } from '../../../../shared/kubernetes/types/endpoint-slice.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import type { Component, ComponentContext } from '../../component.ts';
import { decodeState, encodeState } from '../../simulation/state-codec.ts';
import { hasRules, serviceNameLabel, type ServiceRules, type ServiceSource } from './service-rules.ts';
import { ProxyTables, type ProxyTable } from './proxy-tables.ts';

/** Rules are written at most once in this time. Source: iptables.minSyncPeriod, pkg/proxy/apis/config/v1alpha1/defaults.go. */
const minSyncPeriodMs = 1_000;
/** From a change in the API to the informer's handler. */
const watchLatencyMs = 5;
/** From the start of the process until it has listed everything and written its first rules; an estimate. */
const startMs = 1_000;
/** A client that reaches no API server tries again. Source: client-go's reflector, whose back-off begins with 800 ms. */
const reconnectMs = 1_000;

/** What happens to the kube-proxy of a machine. Stopped: or it hears nothing of the API any more, which comes to the same. Lost: the machine is without power, and its kernel's rules are gone. */
export type ProxyChange = 'Started' | 'Stopped' | 'Lost';

/** Plain data, part of the snapshot. */
interface SavedProxies {
  tables: JsonValue;
  /** Services that have changed since the rules were written, with what the rules were made of. */
  pending: [key: string, applied: ServiceSource | null][];
  lastSyncMs: number;
  starting: Map<string, number>;
}

/**
 * The kube-proxies of all machines, behind one component: they follow Services and EndpointSlices at one pace, so what costs is a Service
 * that has changed. Kubelets report when the process of a machine starts and ends.
 * Differs: all proxies write at the same instant; the conntrack entries of connections that were open are not simulated.
 */
export class KubeProxies implements Component {
  readonly name = 'kube-proxy';
  readonly process = 'kubelets';
  readonly watches = ['services', 'endpointslices'];
  private readonly context: ComponentContext;
  private tables = new ProxyTables();
  private pending = new Set<string>();
  private lastSyncMs = -Infinity;
  private starting = new Map<string, number>();
  private readonly listeners: ProxyListener[] = [];

  constructor(context: ComponentContext) {
    this.context = context;
  }

  start(): void {
    for (const service of this.context.api.list<Service>('services')) this.pending.add(objectKey(service));
    if (this.pending.size > 0) this.planWake();
  }

  stop(): void {
    this.tables = new ProxyTables();
    this.pending = new Set();
    this.starting = new Map();
    this.lastSyncMs = -Infinity;
  }

  observe({ resource, key, object, previous }: WatchEvent): void {
    if (resource === 'services') this.mark(key);
    else for (const slice of [object, previous]) if (slice) this.mark(serviceOf(slice as EndpointSlice));
  }

  run(): void {
    const { nowMs } = this.context.env;
    if (this.context.apiReachable()) {
      if (this.pending.size > 0 && this.dueMs() <= nowMs) this.sync();
      for (const [machine, atMs] of this.starting) {
        if (atMs > nowMs) continue;
        this.starting.delete(machine);
        this.tables.setSynced(machine);
        this.tell({ kind: 'Node', name: machine });
      }
    }
    this.planWake();
  }

  /** A machine's kubelet, or its power, says what became of its kube-proxy. */
  report(machine: string, change: ProxyChange): void {
    const { nowMs } = this.context.env;
    if (change === 'Started') {
      if (this.tables.isSynced(machine) || this.starting.has(machine)) return;
      this.starting.set(machine, nowMs + startMs);
      this.planWake();
    } else {
      this.starting.delete(machine);
      if (change === 'Stopped') this.tables.setStale(machine, nowMs);
      else this.tables.forget(machine);
    }
    this.tell({ kind: 'Node', name: machine });
  }

  /** The rules of a node's kernel now. */
  tableOf(node: string): ProxyTable {
    return this.tables.tableOf(node);
  }

  /** The rules of a Service on the nodes in sync. */
  rulesOf(key: string): ServiceRules | undefined {
    return this.tables.rulesOf(key);
  }

  /** @param listener told when the rules of Services or of a node have changed; it marks work, it does not do it */
  onChange(listener: ProxyListener): void {
    this.listeners.push(listener);
  }

  save(): JsonValue {
    const saved: SavedProxies = {
      tables: this.tables.save(), pending: [...this.pending].map((key) => [key, this.tables.sourceOf(key) ?? null]),
      lastSyncMs: this.lastSyncMs, starting: this.starting,
    };
    return encodeState(saved);
  }

  load(state: JsonValue): void {
    const { tables, pending, lastSyncMs, starting } = decodeState(state) as SavedProxies;
    this.tables = new ProxyTables();
    const applied = new Map(pending);
    for (const service of this.context.api.list<Service>('services')) {
      const key = objectKey(service);
      if (!applied.has(key)) this.tables.apply(key, this.sourceOf(key));
    }
    for (const [key, source] of applied) this.tables.apply(key, source ?? undefined);
    this.tables.load(tables);
    this.pending = new Set(applied.keys());
    this.lastSyncMs = lastSyncMs;
    this.starting = starting;
    this.planWake();
  }

  private mark(key: string): void {
    if (this.pending.has(key)) return;
    this.pending.add(key);
    if (this.pending.size === 1) this.planWake();
  }

  private sync(): void {
    const keys = [...this.pending];
    this.pending.clear();
    this.lastSyncMs = this.context.env.nowMs;
    for (const key of keys) {
      this.tables.apply(key, this.sourceOf(key));
      this.tell({ kind: 'Service', key });
    }
  }

  private sourceOf(key: string): ServiceSource | undefined {
    const { api } = this.context;
    const service = api.get<Service>('services', key);
    if (!service || !hasRules(service)) return undefined;
    return { service, slices: [...api.byIndex<EndpointSlice>('endpointslices', 'service', key)] };
  }

  private dueMs(): number {
    return this.lastSyncMs + minSyncPeriodMs;
  }

  private planWake(): void {
    const { nowMs } = this.context.env;
    const dueMs = Math.min(this.pending.size > 0 ? Math.max(nowMs + watchLatencyMs, this.dueMs()) : Infinity, ...this.starting.values());
    if (dueMs === Infinity) return;
    if (this.context.apiReachable()) this.context.wakeAt(dueMs);
    else this.context.wakeAt(Math.max(dueMs, nowMs + reconnectMs), { background: true });
  }

  private tell(change: ProxyNews): void {
    for (const listener of this.listeners) listener(change);
  }
}

/** The rules of one Service on the nodes in sync, or all rules of one node. */
export type ProxyNews = { kind: 'Service'; key: string } | { kind: 'Node'; name: string };
type ProxyListener = (news: ProxyNews) => void;

function serviceOf({ metadata: { namespace = '', labels } }: EndpointSlice): string {
  return `${namespace}/${labels?.[serviceNameLabel] ?? ''}`;
}

export function createKubeProxies(context: ComponentContext): KubeProxies {
  return new KubeProxies(context);
}
