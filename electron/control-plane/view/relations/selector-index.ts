import { matcherOf } from '../../../../shared/kubernetes/label-selector-matcher.ts';
import type { LabelSelector } from '../../../../shared/kubernetes/types/meta.ts';

type Labels = Readonly<Record<string, string>>;

/** One selector that somebody states. */
export interface Selecting {
  /** refKey of the object that states it. */
  source: string;
  namespace: string;
  selector: LabelSelector;
}

/**
 * Finds the selectors that select a set of labels, without asking all of them: each stands under one label that it demands; only those that demand
 * none by equality are asked every time.
 */
export class SelectorIndex {
  private readonly byLabel = new Map<string, Set<Selecting>>();
  private readonly bySource = new Map<string, Selecting[]>();

  set(source: string, selections: readonly Selecting[]): void {
    this.remove(source);
    if (selections.length === 0) return;
    this.bySource.set(source, [...selections]);
    for (const selecting of selections) {
      const bucket = bucketOf(selecting);
      const entries = this.byLabel.get(bucket);
      if (entries) entries.add(selecting);
      else this.byLabel.set(bucket, new Set([selecting]));
    }
  }

  remove(source: string): void {
    for (const selecting of this.bySource.get(source) ?? []) {
      const bucket = bucketOf(selecting);
      const entries = this.byLabel.get(bucket);
      entries?.delete(selecting);
      if (entries?.size === 0) this.byLabel.delete(bucket);
    }
    this.bySource.delete(source);
  }

  /** Whether anything in the index could select these labels costs one look per label. */
  selecting(namespace: string, labels: Labels): Selecting[] {
    if (this.byLabel.size === 0) return [];
    const found: Selecting[] = [];
    const look = (bucket: string): void => {
      for (const selecting of this.byLabel.get(bucket) ?? []) if (matcherOf(selecting.selector)(labels)) found.push(selecting);
    };
    look(`${namespace}\n`);
    for (const [key, value] of Object.entries(labels)) look(`${namespace}\n${key}=${value}`);
    return found;
  }
}

function bucketOf({ namespace, selector }: Selecting): string {
  const [first] = Object.entries(selector.matchLabels ?? {});
  return first ? `${namespace}\n${first[0]}=${first[1]}` : `${namespace}\n`;
}
