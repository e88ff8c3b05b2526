import type { NodeInfo } from '../../cache/node-info.ts';
import type { SchedulerCache } from '../../cache/scheduler-cache.ts';
import type { TopologyKey } from '../../cache/topology-index.ts';

/** Sums per topology domain under one label key. */
export interface DomainSums {
  readonly key: TopologyKey;
  /** Domain → sum. */
  readonly sums: number[];
  /** How many amounts are in the sums now, even such that cancel out. */
  entries: number;
}

/** Told what a node contributes: an amount for the node's domain in one group of sums. */
export type Contribute = (sums: DomainSums, amount: number) => void;

/**
 * Keeps sums over nodes up to date: of each node it remembers what the node contributed, and when the node changes takes that back and asks
 * anew. Work is in proportion to the nodes that changed since the last `sync`.
 */
export class ContributionLog {
  private readonly contribute: (node: NodeInfo, add: Contribute) => void;
  /** slot → flat list of (sums, domain, amount). */
  private readonly kept: (unknown[] | undefined)[] = [];
  private generation = 0;
  private removals: number;

  /** @param contribute calls `add` for everything that the pods of one node contribute now */
  constructor(cache: SchedulerCache, contribute: (node: NodeInfo, add: Contribute) => void) {
    this.removals = cache.removals;
    this.contribute = contribute;
  }

  sync(cache: SchedulerCache): void {
    if (this.removals !== cache.removals) {
      // A node that came into the place of another has changed since, and takes back the other's share below.
      this.kept.forEach((_before, slot) => { if (!cache.nodes[slot]?.node) this.takeBack(slot); });
      this.removals = cache.removals;
    }
    for (let node = cache.newest; node && node.generation > this.generation; node = node.older) if (node.node) this.renew(node);
    this.generation = cache.generation;
  }

  private takeBack(slot: number): void {
    const before = this.kept[slot];
    if (!before) return;
    for (let index = 0; index < before.length; index += 3) {
      addTo(before[index] as DomainSums, before[index + 1] as number, -(before[index + 2] as number), -1);
    }
    this.kept[slot] = undefined;
  }

  private renew(node: NodeInfo): void {
    this.takeBack(node.slot);
    let after: unknown[] | undefined;
    this.contribute(node, (sums, amount) => {
      const domain = sums.key.domainOf[node.slot] as number;
      if (domain < 0) return;
      addTo(sums, domain, amount, 1);
      (after ??= []).push(sums, domain, amount);
    });
    if (after) this.kept[node.slot] = after;
  }
}

export function addTo(target: DomainSums, domain: number, amount: number, entries: number): void {
  const { sums } = target;
  while (sums.length <= domain) sums.push(0);
  sums[domain] = (sums[domain] as number) + amount;
  target.entries += entries;
}

export function sumAt({ key, sums }: DomainSums, slot: number): number {
  const domain = key.domainOf[slot] as number;
  return domain < 0 ? 0 : (sums[domain] ?? 0);
}
