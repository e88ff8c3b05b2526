import type { JsonValue } from '../../../../shared/json.ts';
import { decodeState, encodeState } from '../../simulation/state-codec.ts';
import { RuleSet, type RuleMatch } from './rule-set.ts';
import type { ServiceRules, ServiceSource } from './service-rules.ts';

/** What the kernel of one node does with packets for Services now. */
export interface ProxyTable {
  /** None: no kube-proxy has run since the machine came up. Stale: it has stopped, or hears nothing, and its last rules stay. */
  readonly state: 'Synced' | 'Stale' | 'None';
  readonly staleSinceMs: number | undefined;
  /** Nodes with the same text have the same rules. */
  readonly version: string;
  /** The rule for a packet; `local`: its destination is an address of the node itself, where node ports are open. */
  match(ip: string, port: number, protocol: string, local: boolean): RuleMatch | undefined;
  /** Services that have an address, whatever the port. */
  servicesAt(ip: string): ServiceRules[];
  rulesOf(key: string): ServiceRules | undefined;
  /** Keys of all Services with rules. */
  keys(): Iterable<string>;
}

/** What nodes that stopped following at the same point have in place of the present rules. */
interface StaleGroup {
  id: number;
  sinceMs: number;
  nodes: Set<string>;
  /** Service key → what it was; null: it was not there. Only what has changed since. */
  before: Map<string, ServiceSource | null>;
}

/** Plain data, part of the snapshot. */
interface SavedTables {
  synced: string[];
  stale: StaleGroup[];
  lastId: number;
}

/**
 * The rules of all nodes. Those in sync share one set; for the others only what has changed since they stopped is kept, once for all that
 * stopped at the same time. So a change costs the same on one node and on five thousand.
 */
export class ProxyTables {
  private readonly current = new RuleSet();
  private readonly synced = new Set<string>();
  private readonly staleOf = new Map<string, StaleTable>();
  private readonly groups = new Set<StaleTable>();
  private lastId = 0;
  private readonly currentTable: ProxyTable = tableOf(this.current);

  /** The nodes in sync take up what a Service is now; undefined: it is gone. */
  apply(key: string, source: ServiceSource | undefined): void {
    const before = this.current.sourceOf(key);
    if (before && source && sameSource(before, source)) return;
    for (const group of this.groups) group.keep(key, before);
    this.current.set(key, source);
  }

  /** A node's kube-proxy has written all rules. */
  setSynced(node: string): void {
    this.forget(node);
    this.synced.add(node);
  }

  /** A node's kube-proxy has stopped: it keeps the rules that it has. */
  setStale(node: string, nowMs: number): void {
    if (!this.synced.delete(node)) return;
    const table = this.groupThatStopsNow(nowMs) ?? this.newGroup(nowMs);
    table.group.nodes.add(node);
    this.staleOf.set(node, table);
  }

  /** The node has no rules: its kernel has lost them. */
  forget(node: string): void {
    this.synced.delete(node);
    const stale = this.staleOf.get(node);
    if (!stale) return;
    this.staleOf.delete(node);
    stale.group.nodes.delete(node);
    if (stale.group.nodes.size > 0) return;
    this.groups.delete(stale);
  }

  isSynced(node: string): boolean {
    return this.synced.has(node);
  }

  tableOf(node: string): ProxyTable {
    return this.synced.has(node) ? this.currentTable : this.staleOf.get(node) ?? noTable;
  }

  /** What the nodes in sync have of a Service. */
  sourceOf(key: string): ServiceSource | undefined {
    return this.current.sourceOf(key);
  }

  rulesOf(key: string): ServiceRules | undefined {
    return this.current.rulesOf(key);
  }

  save(): JsonValue {
    const saved: SavedTables = { synced: [...this.synced], stale: [...this.groups].map(({ group }) => group), lastId: this.lastId };
    return encodeState(saved);
  }

  /** The rules of nodes in sync are put in with {@link apply} before. */
  load(state: JsonValue): void {
    const { synced, stale, lastId } = decodeState(state) as SavedTables;
    this.lastId = lastId;
    for (const node of synced) this.synced.add(node);
    for (const group of stale) {
      const table = new StaleTable(this.current, group);
      this.groups.add(table);
      for (const node of group.nodes) this.staleOf.set(node, table);
    }
  }

  /** Those that have stopped at this instant, as long as nothing has changed since. */
  private groupThatStopsNow(nowMs: number): StaleTable | undefined {
    return [...this.groups].find(({ group }) => group.sinceMs === nowMs && group.before.size === 0);
  }

  private newGroup(sinceMs: number): StaleTable {
    const table = new StaleTable(this.current, { id: this.lastId += 1, sinceMs, nodes: new Set(), before: new Map() });
    this.groups.add(table);
    return table;
  }
}

/** The rules of nodes that stopped together: the present ones, but for those that have changed since. */
class StaleTable implements ProxyTable {
  readonly state = 'Stale';
  readonly group: StaleGroup;
  private readonly current: RuleSet;
  private readonly own = new RuleSet();

  constructor(current: RuleSet, group: StaleGroup) {
    this.current = current;
    this.group = group;
    for (const [key, source] of group.before) if (source) this.own.set(key, source);
  }

  get staleSinceMs(): number {
    return this.group.sinceMs;
  }

  get version(): string {
    return `stale/${this.group.id}`;
  }

  keep(key: string, before: ServiceSource | undefined): void {
    if (this.group.before.has(key)) return;
    this.group.before.set(key, before ?? null);
    if (before) this.own.set(key, before);
  }

  match(ip: string, port: number, protocol: string, local: boolean): RuleMatch | undefined {
    const hidden = this.group.before;
    return first(this.own.matchAddress(ip, port, protocol), this.current.matchAddress(ip, port, protocol, hidden))
      ?? (local ? first(this.own.matchNodePort(port, protocol), this.current.matchNodePort(port, protocol, hidden)) : undefined);
  }

  servicesAt(ip: string): ServiceRules[] {
    return [...this.own.servicesAt(ip), ...this.current.servicesAt(ip, this.group.before)];
  }

  rulesOf(key: string): ServiceRules | undefined {
    return this.group.before.has(key) ? this.own.rulesOf(key) : this.current.rulesOf(key);
  }

  * keys(): Iterable<string> {
    yield* this.own.keys();
    for (const key of this.current.keys()) if (!this.group.before.has(key)) yield key;
  }
}

function tableOf(rules: RuleSet): ProxyTable {
  return {
    state: 'Synced', staleSinceMs: undefined, version: 'synced',
    match: (ip, port, protocol, local) => rules.matchAddress(ip, port, protocol) ?? (local ? rules.matchNodePort(port, protocol) : undefined),
    servicesAt: (ip) => rules.servicesAt(ip),
    rulesOf: (key) => rules.rulesOf(key),
    keys: () => rules.keys(),
  };
}

const noTable: ProxyTable = {
  state: 'None', staleSinceMs: undefined, version: 'none', match: () => undefined, servicesAt: () => [], rulesOf: () => undefined, keys: () => [],
};

/** The rule that comes first in a set which holds both. */
function first(a: RuleMatch | undefined, b: RuleMatch | undefined): RuleMatch | undefined {
  return a && b ? (keyOf(a) < keyOf(b) ? a : b) : a ?? b;
}

function keyOf({ rules: { namespace, name } }: RuleMatch): string {
  return `${namespace}/${name}`;
}

function sameSource(a: ServiceSource, b: ServiceSource): boolean {
  return a.service === b.service && a.slices.length === b.slices.length && a.slices.every((slice, index) => slice === b.slices[index]);
}
