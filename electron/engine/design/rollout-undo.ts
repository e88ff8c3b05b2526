import type { DesignChange } from '../../../shared/ipc/design.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { createJsonMergePatch } from '../../../shared/kubernetes/patch/json-merge-patch.ts';
import { resourceTypeFor, type ObjectRef } from '../../../shared/kubernetes/registry.ts';
import type { ReplicaSet } from '../../../shared/kubernetes/types/apps.ts';
import type { ControllerRevision } from '../../../shared/kubernetes/types/controller-revision.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { PodTemplateSpec } from '../../../shared/kubernetes/types/pod.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { ApiReader } from '../apistore/api-client.ts';
import { templateOf } from '../controllers/revisions.ts';
import { notCopied, revisionOf } from '../controllers/deployment/annotations.ts';

/** Source of this file: kubectl pkg/polymorphichelpers/rollback.go. */

interface Revision {
  number: number;
  template: PodTemplateSpec;
  /** Of a Deployment's ReplicaSet, among them its change-cause; the history of other kinds has none to give back. */
  annotations?: Record<string, string>;
}

type Rollable = KubernetesObject & { spec: { template: PodTemplateSpec; paused?: boolean } };

/**
 * What `kubectl rollout undo` writes: the pod template of an earlier revision of a Deployment, StatefulSet or DaemonSet.
 * @param toRevision default: the one before the latest
 * Errors: kubectl's words, when there is no such object, it is a paused Deployment, there is no such revision, or nothing would change.
 */
export function rolloutUndo(api: ApiReader, ref: ObjectRef, toRevision?: number): Result<DesignChange, string> {
  const { resource } = resourceTypeFor(ref.apiVersion, ref.kind);
  const workload = api.get<Rollable>(resource, `${ref.namespace ?? ''}/${ref.name}`);
  if (!workload) return err(`${resource} "${ref.name}" not found`);
  const history = revisionsOf(api, workload);
  if (!history) return err(`no rollbacker has been implemented for "${ref.kind}"`);
  if (workload.spec.paused) return err(`you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume deployment/${ref.name}' and try again`);
  const target = toRevision === undefined ? history[1] : history.find(({ number }) => number === toRevision);
  if (!target && toRevision !== undefined) return err(`unable to find specified revision ${toRevision} in history`);
  if (!target) return err(ref.kind === 'Deployment' ? `no rollout history found for deployment "${ref.name}"` : 'no last revision to roll back to');
  const template = createJsonMergePatch(plain(workload.spec.template), plain(target.template));
  if (Object.keys(template).length === 0) return err(`skipped rollback (current template already matches revision ${toRevision ?? 0})`);
  const annotations = target.annotations && createJsonMergePatch(keptOf(workload.metadata.annotations), keptOf(target.annotations));
  const metadata = annotations && Object.keys(annotations).length > 0 ? { metadata: { annotations } } : {};
  return ok({ op: 'patch', ref, patch: { spec: { template }, ...metadata } });
}

/** Latest first; undefined for a kind without a history. */
function revisionsOf(api: ApiReader, { kind, metadata: { uid = '' } }: Rollable): Revision[] | undefined {
  const latestFirst = (a: Revision, b: Revision): number => b.number - a.number;
  if (kind === 'Deployment') {
    return [...api.byIndex<ReplicaSet>('replicasets', 'controller', uid)].flatMap((replicaSet): Revision[] => {
      const number = revisionOf(replicaSet);
      return number === undefined ? [] : [{ number, template: replicaSet.spec.template, annotations: replicaSet.metadata.annotations ?? {} }];
    }).sort(latestFirst);
  }
  if (kind !== 'StatefulSet' && kind !== 'DaemonSet') return undefined;
  return [...api.byIndex<ControllerRevision>('controllerrevisions', 'controller', uid)].flatMap((revision): Revision[] => {
    const template = templateOf(revision);
    return template ? [{ number: revision.revision, template }] : [];
  }).sort(latestFirst);
}

/** Without the label that a Deployment gives its ReplicaSets' pods. Source: equalIgnoreHash. */
function plain(template: PodTemplateSpec): JsonObject {
  const { 'pod-template-hash': _hash, ...labels } = template.metadata?.labels ?? {};
  return { ...template, metadata: { ...template.metadata, labels } } as unknown as JsonObject;
}

function keptOf(annotations: Record<string, string> = {}): JsonObject {
  return Object.fromEntries(Object.entries(annotations).filter(([key]) => !notCopied.has(key)));
}
