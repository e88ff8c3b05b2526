import type { Labels } from '../../../../shared/kubernetes/label-selector.ts';

/**
 * The order in which nodes are looked at: one of each zone in turn, so that a search that stops early still spreads over zones.
 * Source: pkg/scheduler/backend/cache/node_tree.go.
 */
export class NodeTree {
  private readonly zones = new Map<string, Set<string>>();
  private readonly zoneOf = new Map<string, string>();
  private cached: readonly string[] | undefined;

  /** Adds a node, or moves it when its zone changed. */
  put(name: string, labels: Labels): void {
    const zone = zoneKey(labels);
    if (this.zoneOf.get(name) === zone) return;
    this.remove(name);
    let names = this.zones.get(zone);
    if (!names) this.zones.set(zone, (names = new Set()));
    names.add(name);
    this.zoneOf.set(name, zone);
    this.cached = undefined;
  }

  remove(name: string): void {
    const zone = this.zoneOf.get(name);
    if (zone === undefined) return;
    const names = this.zones.get(zone);
    names?.delete(name);
    if (names?.size === 0) this.zones.delete(zone);
    this.zoneOf.delete(name);
    this.cached = undefined;
  }

  /** The same array until a node is added, moved or removed. */
  list(): readonly string[] {
    return (this.cached ??= this.roundRobin());
  }

  /** Zones and their nodes in order: what a restored tree is filled from. */
  names(): string[] {
    return [...this.zones.values()].flatMap((names) => [...names]);
  }

  private roundRobin(): string[] {
    const zones = [...this.zones.values()].map((names) => [...names]);
    const longest = Math.max(0, ...zones.map((names) => names.length));
    const order: string[] = [];
    for (let turn = 0; turn < longest; turn += 1) {
      for (const names of zones) {
        const name = names[turn];
        if (name !== undefined) order.push(name);
      }
    }
    return order;
  }
}

/** Source: k8s.io/component-helpers/node/topology.GetZoneKey. */
function zoneKey(labels: Labels): string {
  const region = labels['topology.kubernetes.io/region'] ?? labels['failure-domain.beta.kubernetes.io/region'] ?? '';
  const zone = labels['topology.kubernetes.io/zone'] ?? labels['failure-domain.beta.kubernetes.io/zone'] ?? '';
  return region === '' && zone === '' ? '' : `${region}:\0:${zone}`;
}
