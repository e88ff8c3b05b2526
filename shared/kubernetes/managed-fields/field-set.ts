import type { FieldPath, PathElement } from './path-element.ts';
import { comparePathElements } from './path-element.ts';

/**
 * A set of fields of one object, as a tree. A field's parents are not members by themselves. Never changed once it was handed out.
 * Source: structured-merge-diff, fieldpath/set.go.
 */
export class FieldSet {
  readonly members: ReadonlySet<PathElement>;
  readonly children: ReadonlyMap<PathElement, FieldSet>;

  constructor(members: ReadonlySet<PathElement>, children: ReadonlyMap<PathElement, FieldSet>) {
    this.members = members;
    this.children = children;
  }

  static readonly empty = new FieldSet(new Set(), new Map());

  static of(...paths: readonly FieldPath[]): FieldSet {
    const builder = new FieldSetBuilder();
    for (const path of paths) builder.insert(path);
    return builder.build();
  }

  get isEmpty(): boolean {
    return this.members.size === 0 && this.children.size === 0;
  }

  get size(): number {
    let size = this.members.size;
    for (const child of this.children.values()) size += child.size;
    return size;
  }

  has(path: FieldPath): boolean {
    const [first, ...rest] = path;
    if (first === undefined) return false;
    return rest.length === 0 ? this.members.has(first) : this.children.get(first)?.has(rest) ?? false;
  }

  /** The fields below `element`, seen from there. */
  below(element: PathElement): FieldSet {
    return this.children.get(element) ?? FieldSet.empty;
  }

  union(other: FieldSet): FieldSet {
    if (other === this || other.isEmpty) return this;
    if (this.isEmpty) return other;
    const children = new Map(this.children);
    for (const [element, child] of other.children) children.set(element, this.children.get(element)?.union(child) ?? child);
    return new FieldSet(new Set([...this.members, ...other.members]), children);
  }

  intersection(other: FieldSet): FieldSet {
    if (other === this) return this;
    const members = new Set([...this.members].filter((element) => other.members.has(element)));
    return this.mapChildren(members, (element, child) => {
      const theirs = other.children.get(element);
      return theirs ? child.intersection(theirs) : FieldSet.empty;
    });
  }

  /** The fields that are not in `other`. Fields below a member of `other` stay. */
  difference(other: FieldSet): FieldSet {
    if (other.isEmpty || this.isEmpty) return this;
    return this.mapChildren(this.withoutMembers(other), (element, child) => {
      const theirs = other.children.get(element);
      return theirs ? child.difference(theirs) : child;
    });
  }

  /** The fields that are neither in `other` nor below one of its members. */
  withoutSubtrees(other: FieldSet): FieldSet {
    if (other.isEmpty || this.isEmpty) return this;
    return this.mapChildren(this.withoutMembers(other), (element, child) => {
      if (other.members.has(element)) return FieldSet.empty;
      const theirs = other.children.get(element);
      return theirs ? child.withoutSubtrees(theirs) : child;
    });
  }

  equals(other: FieldSet): boolean {
    if (this === other) return true;
    if (this.members.size !== other.members.size || this.children.size !== other.children.size) return false;
    for (const element of this.members) if (!other.members.has(element)) return false;
    for (const [element, child] of this.children) {
      const theirs = other.children.get(element);
      if (!theirs || !child.equals(theirs)) return false;
    }
    return true;
  }

  /** Members before their children, each level in the order of path elements. */
  * paths(prefix: FieldPath = []): IterableIterator<FieldPath> {
    for (const element of [...this.members].sort(comparePathElements)) yield [...prefix, element];
    for (const element of [...this.children.keys()].sort(comparePathElements)) yield* this.below(element).paths([...prefix, element]);
  }

  private withoutMembers(other: FieldSet): ReadonlySet<PathElement> {
    if (other.members.size === 0 || this.members.size === 0) return this.members;
    return new Set([...this.members].filter((element) => !other.members.has(element)));
  }

  private mapChildren(members: ReadonlySet<PathElement>, change: (element: PathElement, child: FieldSet) => FieldSet): FieldSet {
    const children = new Map<PathElement, FieldSet>();
    for (const [element, child] of this.children) {
      const changed = change(element, child);
      if (!changed.isEmpty) children.set(element, changed);
    }
    return new FieldSet(members, children);
  }
}

/** Collects paths into a set. */
export class FieldSetBuilder {
  private readonly members = new Set<PathElement>();
  private readonly children = new Map<PathElement, FieldSetBuilder>();

  /** The root itself is never a member: nobody owns the whole object. */
  insert(path: FieldPath, from = 0): void {
    const element = path[from];
    if (element === undefined) return;
    if (from === path.length - 1) this.members.add(element);
    else this.child(element).insert(path, from + 1);
  }

  add(element: PathElement): void {
    this.members.add(element);
  }

  /** The builder for what is below `element`. */
  child(element: PathElement): FieldSetBuilder {
    let child = this.children.get(element);
    if (!child) this.children.set(element, (child = new FieldSetBuilder()));
    return child;
  }

  build(): FieldSet {
    const children = new Map<PathElement, FieldSet>();
    for (const [element, child] of this.children) {
      const built = child.build();
      if (!built.isEmpty) children.set(element, built);
    }
    return this.members.size === 0 && children.size === 0 ? FieldSet.empty : new FieldSet(this.members, children);
  }
}
