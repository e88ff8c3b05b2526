import { refKey } from '../../shared/kubernetes/registry.ts';
import type { Relation, RelationsRow } from '../../shared/view/relations.ts';

/** A relation between two cards, by refKey. */
export interface RelationEdge extends Relation {
  from: string;
  /** refKey of `to`; '' when it leads nowhere. */
  target: string;
}

const none: readonly RelationEdge[] = [];

/** The relations that the mirror knows, by either end. */
export class RelationTable {
  /** Grows with every change. */
  version = 0;
  readonly #out = new Map<string, readonly RelationEdge[]>();
  readonly #in = new Map<string, Map<string, RelationEdge[]>>();

  clear(): void {
    this.version += 1;
    this.#out.clear();
    this.#in.clear();
  }

  put(rows: readonly RelationsRow[]): void {
    this.version += 1;
    for (const row of rows) {
      const from = refKey(row.from);
      for (const edge of this.#out.get(from) ?? none) this.#in.get(edge.target)?.delete(from);
      if (row.relations.length === 0) {
        this.#out.delete(from);
        continue;
      }
      const edges = row.relations.map((relation): RelationEdge => ({ ...relation, from, target: relation.to ? refKey(relation.to) : '' }));
      this.#out.set(from, edges);
      for (const edge of edges) this.#enter(edge);
    }
  }

  #enter(edge: RelationEdge): void {
    if (edge.target === '') return;
    let sources = this.#in.get(edge.target);
    if (!sources) this.#in.set(edge.target, (sources = new Map()));
    const known = sources.get(edge.from);
    if (known) known.push(edge);
    else sources.set(edge.from, [edge]);
  }

  /** Relations that start at this object. */
  from(key: string): readonly RelationEdge[] {
    return this.#out.get(key) ?? none;
  }

  /** Relations that lead to this object. */
  to(key: string): RelationEdge[] {
    return [...(this.#in.get(key)?.values() ?? [])].flat();
  }

  *all(): IterableIterator<RelationEdge> {
    for (const edges of this.#out.values()) yield* edges;
  }
}
