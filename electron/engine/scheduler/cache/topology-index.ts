import type { Labels } from '../../../../shared/kubernetes/label-selector.ts';

/** The nodes by the value of one label key, as small integers, so that counting per topology domain needs no strings. */
export class TopologyKey {
  readonly name: string;
  /** Node slot → domain; -1: the node lacks the label. Replaced when it grows: read it anew in every cycle. */
  domainOf: Int32Array;
  private readonly domains = new Map<string, number>();

  constructor(name: string, capacity: number) {
    this.name = name;
    this.domainOf = new Int32Array(capacity).fill(-1);
  }

  /** Upper bound of domain numbers. */
  get domainCount(): number {
    return this.domains.size;
  }

  set(slot: number, value: string | undefined): void {
    if (slot >= this.domainOf.length) this.grow(slot + 1);
    this.domainOf[slot] = value === undefined ? -1 : this.domain(value);
  }

  private domain(value: string): number {
    let domain = this.domains.get(value);
    if (domain === undefined) this.domains.set(value, (domain = this.domains.size));
    return domain;
  }

  private grow(atLeast: number): void {
    const larger = new Int32Array(Math.max(atLeast, this.domainOf.length * 2)).fill(-1);
    larger.set(this.domainOf);
    this.domainOf = larger;
  }
}

/** One TopologyKey per label key that some pod's constraint or affinity term names; built when first asked for. */
export class TopologyIndex {
  private readonly keys = new Map<string, TopologyKey>();
  private readonly nodes: () => Iterable<{ slot: number; labels: Labels }>;

  constructor(nodes: () => Iterable<{ slot: number; labels: Labels }>) {
    this.nodes = nodes;
  }

  key(name: string): TopologyKey {
    let key = this.keys.get(name);
    if (!key) {
      this.keys.set(name, (key = new TopologyKey(name, 16)));
      for (const { slot, labels } of this.nodes()) key.set(slot, labels[name]);
    }
    return key;
  }

  nodeChanged(slot: number, labels: Labels | undefined): void {
    for (const key of this.keys.values()) key.set(slot, labels?.[key.name]);
  }
}
