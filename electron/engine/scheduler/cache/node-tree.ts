import type { Labels } from '../../../../shared/kubernetes/label-selector.ts';

/**
 * The order in which nodes are looked at: one of each zone in turn, so that a search that stops early still spreads over zones.
 * Source: pkg/scheduler/backend/cache/node_tree.go.
 */
export class NodeTree {
  private readonly zones = new Map<string, Entry[]>();
  private readonly zoneOf = new Map<string, string>();
  private order: Int32Array | undefined;

  /** Adds a node, or moves it when its zone changed. @param slot the number by which it goes in {@link list}, as long as it is in the tree */
  put(name: string, labels: Labels, slot: number): void {
    const zone = zoneKey(labels);
    if (this.zoneOf.get(name) === zone) return;
    this.remove(name);
    let entries = this.zones.get(zone);
    if (!entries) this.zones.set(zone, (entries = []));
    const { order } = this;
    if (order) {
      const place = this.placeOfTurn(zone, entries.length);
      const longer = new Int32Array(order.length + 1);
      longer.set(order.subarray(0, place));
      longer[place] = slot;
      longer.set(order.subarray(place), place + 1);
      this.order = longer;
    }
    entries.push({ name, slot });
    this.zoneOf.set(name, zone);
  }

  remove(name: string): void {
    const zone = this.zoneOf.get(name);
    const entries = zone === undefined ? undefined : this.zones.get(zone);
    if (zone === undefined || !entries) return;
    const turn = entries.findLastIndex((entry) => entry.name === name);
    const { order } = this;
    // Those after it in the zone come one turn earlier, so that among several zones the order is another.
    if (order && (turn === entries.length - 1 || this.zones.size === 1)) {
      const place = this.placeOfTurn(zone, turn);
      const shorter = new Int32Array(order.length - 1);
      shorter.set(order.subarray(0, place));
      shorter.set(order.subarray(place + 1), place);
      this.order = shorter;
    } else {
      this.order = undefined;
    }
    entries.splice(turn, 1);
    if (entries.length === 0) this.zones.delete(zone);
    this.zoneOf.delete(name);
  }

  get size(): number {
    return this.zoneOf.size;
  }

  /** Slots in order. The same array until a node is added, moved or removed. */
  list(): Int32Array {
    return (this.order ??= this.roundRobin());
  }

  /** Zones and their nodes in order: what a restored tree is filled from. */
  names(): string[] {
    return [...this.zones.values()].flatMap((entries) => entries.map(({ name }) => name));
  }

  /** Where the node of a zone stands whose turn is the `turn`-th. */
  private placeOfTurn(zone: string, turn: number): number {
    let place = 0;
    let before = true;
    for (const [other, { length }] of this.zones) {
      if (other === zone) before = false;
      place += Math.min(length, before ? turn + 1 : turn);
    }
    return place;
  }

  private roundRobin(): Int32Array {
    const zones = [...this.zones.values()];
    const longest = Math.max(0, ...zones.map((entries) => entries.length));
    const order = new Int32Array(this.size);
    let place = 0;
    for (let turn = 0; turn < longest; turn += 1) {
      for (const entries of zones) {
        const entry = entries[turn];
        if (entry) order[place++] = entry.slot;
      }
    }
    return order;
  }
}

interface Entry {
  readonly name: string;
  readonly slot: number;
}

/** Source: k8s.io/component-helpers/node/topology.GetZoneKey. */
function zoneKey(labels: Labels): string {
  const region = labels['topology.kubernetes.io/region'] ?? labels['failure-domain.beta.kubernetes.io/region'] ?? '';
  const zone = labels['topology.kubernetes.io/zone'] ?? labels['failure-domain.beta.kubernetes.io/zone'] ?? '';
  return region === '' && zone === '' ? '' : `${region}:\0:${zone}`;
}
