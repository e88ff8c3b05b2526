import { matcherOf } from '../../../../shared/kubernetes/label-selector-matcher.ts';
import { selectorFromObject, selectorString } from '../../../../shared/kubernetes/label-selector.ts';
import { parseRefKey, refKey, refOf, type ObjectRef } from '../../../../shared/kubernetes/registry.ts';
import type { KubernetesObject, LabelSelector } from '../../../../shared/kubernetes/types/meta.ts';
import type { ImageProfile } from '../../../../shared/topology/behaviour.ts';
import type { Relation, RelationsRow } from '../../../../shared/view/relations.ts';
import type { LocalizedText } from '../../../../shared/view/rows.ts';
import type { ApiReader } from '../../../engine/apistore/api-client.ts';
import type { WatchEvent } from '../../../engine/apistore/watch-event.ts';
import { keyOf, placeOf } from './names.ts';
import type { Reference, RelationRule, Selection } from './rule.ts';
import { relationRules } from './rules/index.ts';
import { isSelectableResource, selectableLabels, selectableResources, templateSelector } from './selectable.ts';
import { SelectorIndex } from './selector-index.ts';

/** Selected objects that a row names; the rest is only counted. */
const selectedShown = 50;

interface Source {
  ref: ObjectRef;
  references: readonly Reference[];
  selections: readonly (Selection & { selected: Set<string> })[];
}

const programResources = new Set(relationRules.flatMap((rule) => (rule.readsPrograms ? rule.resources : [])));
const rulesOf = new Map<string, RelationRule[]>();
for (const rule of relationRules) for (const resource of rule.resources) rulesOf.set(resource, [...(rulesOf.get(resource) ?? []), rule]);

/**
 * The relations between objects, kept up to date commit by commit. A commit costs what it touches: its object's own fields, and the selectors that select
 * its labels before or after. Pods that a controller made cost nothing: their templates stand for them.
 */
export class RelationIndex {
  private readonly api: ApiReader;
  private readonly sources = new Map<string, Source>();
  private readonly referrers = new Map<string, Set<string>>();
  private readonly selectors = new SelectorIndex();
  private readonly isNamespace = (name: string): boolean => this.api.get('namespaces', name) !== undefined;
  private readonly profiles: () => readonly ImageProfile[];
  private readProfiles: readonly ImageProfile[] = [];
  private dirty = new Set<string>();

  /** @param profiles the design's behaviour profiles as they are now; the same array until they change */
  constructor(api: ApiReader, profiles: () => readonly ImageProfile[] = () => []) {
    this.api = api;
    this.profiles = profiles;
    this.rebuild();
  }

  /** Reads everything anew. */
  rebuild(): void {
    this.sources.clear();
    this.referrers.clear();
    this.dirty.clear();
    this.readProfiles = this.profiles();
    for (const resource of rulesOf.keys()) for (const object of this.api.list(resource)) this.readSource(resource, object);
    this.dirty.clear();
  }

  observe(event: WatchEvent): void {
    const { resource, object, previous, type } = event;
    if (isSelectableResource(resource)) this.observeSelectable(event);
    const key = rulesOf.has(resource) || type !== 'MODIFIED' ? keyOf(object) : '';
    if (rulesOf.has(resource)) {
      if (type === 'DELETED') this.removeSource(key);
      else if (!previous || specChanged(previous, object)) this.readSource(resource, object);
    }
    if (type === 'MODIFIED') return;
    for (const source of this.referrers.get(key) ?? []) this.dirty.add(source);
  }

  /** Sources whose relations may have changed since the last call, as rows; one without relations (any more) has an empty row. */
  takeChanged(): RelationsRow[] {
    this.noteProfiles();
    const dirty = [...this.dirty];
    this.dirty = new Set();
    return dirty.map((key) => this.rowOf(key));
  }

  all(): RelationsRow[] {
    return [...this.sources.keys()].map((key) => this.rowOf(key)).filter((row) => row.relations.length > 0);
  }

  rowOf(key: string): RelationsRow {
    const source = this.sources.get(key);
    if (!source) return { from: parseRefKey(key) as ObjectRef, relations: [] };
    return { from: source.ref, relations: [...source.references.flatMap((reference) => this.referenceRelation(reference)), ...source.selections.flatMap((selection) => this.selectionRelations(selection))] };
  }

  /** Why the first broken relation of an object leads nowhere; undefined when all lead somewhere. */
  brokenOf(ref: ObjectRef): LocalizedText | undefined {
    return this.sources.has(refKey(ref)) ? this.rowOf(refKey(ref)).relations.find((relation) => relation.broken)?.broken : undefined;
  }

  /** Objects that name this one by a field, or select it (or, for a pod, its labels). */
  sourcesOf(ref: ObjectRef, labels: Readonly<Record<string, string>> | undefined): Set<string> {
    const found = new Set(this.referrers.get(refKey(ref)));
    if (labels) for (const { source } of this.selectors.selecting(ref.namespace ?? '', labels)) found.add(source);
    return found;
  }

  /** Keys (refKey) of what an object's selectors select. */
  selectedBy(key: string): string[] {
    return this.sources.get(key)?.selections.flatMap(({ selected }) => [...selected]) ?? [];
  }

  /** What programs do stands in the design and not in the API: a look at it, and a walk over the workloads when it is another. */
  private noteProfiles(): void {
    const profiles = this.profiles();
    if (profiles === this.readProfiles) return;
    this.readProfiles = profiles;
    for (const resource of programResources) for (const object of this.api.list(resource)) this.readSource(resource, object);
  }

  private readSource(resource: string, object: KubernetesObject): void {
    const key = keyOf(object);
    this.removeSource(key);
    const rules = rulesOf.get(resource) ?? [];
    const references = rules.flatMap((rule) => rule.references?.(object, { profiles: this.readProfiles, isNamespace: this.isNamespace }) ?? []);
    const selections = rules.flatMap((rule) => rule.selections?.(object) ?? []);
    if (references.length === 0 && selections.length === 0) return;
    const namespace = object.metadata.namespace ?? '';
    this.dirty.add(key);
    this.sources.set(key, { ref: refOf(object), references, selections: selections.map((selection) => ({ ...selection, selected: this.selectedIn(namespace, selection.selector) })) });
    this.selectors.set(key, selections.map(({ selector }) => ({ source: key, namespace, selector: templateSelector(selector) })));
    for (const { to } of references) {
      const target = refKey(to);
      const known = this.referrers.get(target);
      if (known) known.add(key);
      else this.referrers.set(target, new Set([key]));
    }
  }

  private removeSource(key: string): void {
    const source = this.sources.get(key);
    if (!source) return;
    this.dirty.add(key);
    this.sources.delete(key);
    this.selectors.remove(key);
    for (const { to } of source.references) {
      const target = refKey(to);
      const referrers = this.referrers.get(target);
      referrers?.delete(key);
      if (referrers?.size === 0) this.referrers.delete(target);
    }
  }

  /** Everything that a new selector selects: a walk over the templates and bare pods of its namespace, once. */
  private selectedIn(namespace: string, selector: LabelSelector): Set<string> {
    const matches = matcherOf(templateSelector(selector));
    const selected = new Set<string>();
    for (const resource of selectableResources) {
      for (const object of this.api.byIndex(resource, 'controller', `orphans/${namespace}`)) {
        const labels = selectableLabels(resource, object);
        if (labels && matches(labels)) selected.add(keyOf(object));
      }
    }
    return selected;
  }

  private observeSelectable({ resource, object, previous, type }: WatchEvent): void {
    const before = previous && selectableLabels(resource, previous);
    const after = type === 'DELETED' ? undefined : selectableLabels(resource, object);
    const was = type === 'DELETED' ? selectableLabels(resource, object) : before;
    if ((was === after && was !== undefined) || (was === undefined && after === undefined)) return;
    const namespace = object.metadata.namespace ?? '';
    const key = keyOf(object);
    if (was) for (const { source } of this.selectors.selecting(namespace, was)) this.setSelected(source, key, was, false);
    if (after) for (const { source } of this.selectors.selecting(namespace, after)) this.setSelected(source, key, after, true);
  }

  private setSelected(source: string, key: string, labels: Readonly<Record<string, string>>, isSelected: boolean): void {
    for (const { selector, selected } of this.sources.get(source)?.selections ?? []) {
      if (!matcherOf(templateSelectorOf(selector))(labels)) continue;
      const changed = isSelected ? !selected.has(key) && selected.add(key) : selected.delete(key);
      if (changed) this.dirty.add(source);
    }
  }

  private referenceRelation({ kind, to, field, detail, optional }: Reference): Relation[] {
    const { resource, key } = placeOf(to);
    const exists = this.api.get(resource, key) !== undefined;
    if (!exists && optional) return [];
    return [{ kind, to, field, ...(detail ? { detail } : {}), ...(exists ? {} : { broken: { key: 'view:relation.missing', params: { kind: to.kind, name: to.name } } }) }];
  }

  private selectionRelations({ kind, selector, field, selected }: Source['selections'][number]): Relation[] {
    const parsed = selectorFromObject(selector);
    const detail = parsed.ok ? selectorString(parsed.value) : '';
    const said = detail === '' ? {} : { detail };
    if (selected.size === 0) return detail === '' ? [] : [{ kind, field, ...said, broken: { key: 'view:relation.selectsNothing', params: { selector: detail } } }];
    return [...selected].slice(0, selectedShown).map((key) => ({ kind, to: parseRefKey(key) as ObjectRef, field, ...said }));
  }
}

const reduced = new WeakMap<LabelSelector, LabelSelector>();

/** `templateSelector`, one object per selector, so that its matcher is compiled once. */
function templateSelectorOf(selector: LabelSelector): LabelSelector {
  let known = reduced.get(selector);
  if (!known) reduced.set(selector, (known = templateSelector(selector)));
  return known;
}

/** Status is no relation. Objects are immutable: parts of one that did not change are the same. */
function specChanged(before: KubernetesObject, after: KubernetesObject): boolean {
  const specOf = (object: KubernetesObject): unknown => (object as KubernetesObject & { spec?: unknown }).spec;
  return specOf(before) !== specOf(after) || before.metadata.labels !== after.metadata.labels || before.metadata.ownerReferences !== after.metadata.ownerReferences;
}
