import { jsonEqual } from '../../../shared/json.ts';
import { matcherOf } from '../../../shared/kubernetes/label-selector-matcher.ts';
import type { ControllerRevision } from '../../../shared/kubernetes/types/controller-revision.ts';
import type { KubernetesObject, LabelSelector } from '../../../shared/kubernetes/types/meta.ts';
import type { PodTemplateSpec } from '../../../shared/kubernetes/types/pod.ts';
import type { ApiReader } from '../apistore/api-client.ts';
import type { Write } from './controller.ts';
import { controllerOf, newControllerRef } from './owner-references.ts';

/** What StatefulSets and DaemonSets share of their history. Source: pkg/controller/history/controller_history.go. */

export const revisionHashLabel = 'controller-revision-hash';

/** A controller's name has at most so many characters in the name of a revision. */
const maxPrefixLength = 223;

interface Versioned extends KubernetesObject {
  spec: { selector: LabelSelector; template: PodTemplateSpec };
}

/** The revisions of `owner`, oldest first; matching orphans are adopted. Source: ListControllerRevisions, AdoptControllerRevision. */
export function claimRevisions(owner: Versioned, api: ApiReader): { revisions: ControllerRevision[]; writes: Write[] } {
  const { uid = '', namespace = '', deletionTimestamp } = owner.metadata;
  const revisions = [...api.byIndex<ControllerRevision>('controllerrevisions', 'controller', uid)];
  const writes: Write[] = [];
  const matches = matcherOf(owner.spec.selector);
  if (!deletionTimestamp) for (const orphan of api.byIndex<ControllerRevision>('controllerrevisions', 'controller', `orphans/${namespace}`)) {
    if (orphan.metadata.deletionTimestamp || !matches(orphan.metadata.labels)) continue;
    const references = [...(orphan.metadata.ownerReferences ?? []), newControllerRef(owner)];
    const adopted = { ...orphan, metadata: { ...orphan.metadata, ownerReferences: references } };
    revisions.push(adopted);
    writes.push({ verb: 'update', object: adopted });
  }
  return { revisions: revisions.sort(byAge), writes };
}

/** Source: byRevision. */
function byAge(a: ControllerRevision, b: ControllerRevision): number {
  if (a.revision !== b.revision) return a.revision - b.revision;
  const [left, right] = [a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? ''];
  if (left !== right) return left < right ? -1 : 1;
  return a.metadata.name < b.metadata.name ? -1 : 1;
}

/** One more than the newest. `revisions` are oldest first. */
export function nextRevision(revisions: readonly ControllerRevision[]): number {
  return (revisions.at(-1)?.revision ?? 0) + 1;
}

/** The revision of the owner's template, to create. */
export function newRevision(owner: Versioned, hash: string, hashLabel: string, revision: number): ControllerRevision {
  const { name, namespace, annotations } = owner.metadata;
  return {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: `${name.slice(0, maxPrefixLength)}-${hash}`,
      ...(namespace ? { namespace } : {}),
      labels: { ...owner.spec.template.metadata?.labels, [hashLabel]: hash },
      ...(annotations ? { annotations } : {}),
      ownerReferences: [newControllerRef(owner)],
    },
    data: revisionData(owner.spec.template),
    revision,
  };
}

/** A strategic merge patch that replaces the template. */
export function revisionData(template: PodTemplateSpec): NonNullable<ControllerRevision['data']> {
  return { spec: { template: { ...template, $patch: 'replace' } } };
}

const templates = new WeakMap<ControllerRevision, PodTemplateSpec>();

/** The template that a revision holds; the same object each time. Source: ApplyRevision. */
export function templateOf(revision: ControllerRevision): PodTemplateSpec | undefined {
  const known = templates.get(revision);
  if (known || !revision.data) return known;
  const { $patch: _directive, ...template } = revision.data.spec.template;
  templates.set(revision, template);
  return template;
}

/** Whether two revisions mean the same. Source: EqualRevision. */
export function sameRevision(a: ControllerRevision, b: ControllerRevision): boolean {
  return jsonEqual(a.data, b.data);
}

/** Where a new revision's name is taken: by one that the owner can use, by another, or not. */
export function nameTaken(revision: ControllerRevision, owner: KubernetesObject, api: ApiReader): 'Free' | 'Same' | 'Collision' {
  const { namespace = '', name } = revision.metadata;
  const existing = api.get<ControllerRevision>('controllerrevisions', `${namespace}/${name}`);
  if (!existing) return 'Free';
  return controllerOf(existing)?.uid === owner.metadata.uid && sameRevision(existing, revision) ? 'Same' : 'Collision';
}

/** Deletes the oldest revisions that nobody uses beyond `limit`. `revisions` are oldest first. */
export function truncateHistory(revisions: readonly ControllerRevision[], live: ReadonlySet<string>, limit: number): Write[] {
  const history = revisions.filter(({ metadata }) => !live.has(metadata.name) && !metadata.deletionTimestamp);
  return history.slice(0, Math.max(history.length - limit, 0)).map(({ metadata: { namespace = '', name } }): Write => (
    { verb: 'delete', resource: 'controllerrevisions', key: `${namespace}/${name}` }
  ));
}
