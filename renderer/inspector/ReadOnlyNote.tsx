import { Lock } from 'lucide-react';
import type { ObjectRef } from '../../shared/kubernetes/registry.ts';
import type { KubernetesObject, OwnerReference } from '../../shared/kubernetes/types/meta.ts';
import { useText } from '../i18n/use-text.ts';
import { ObjectLink } from './parts/Facts.tsx';
import type { InspectedObject } from './use-object.ts';

export type ReadOnlyReason = { kind: 'controlled'; by: ObjectRef } | { kind: 'mirror' } | { kind: 'leaving' };

/** Why the form of an object takes no changes: a controller would undo them, a kubelet made it, or it is on its way out. */
export function readOnlyReason({ ref, live, manifest }: InspectedObject): ReadOnlyReason | undefined {
  if (live === undefined) return undefined;
  if (live.metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined) return { kind: 'mirror' };
  if (live.metadata.deletionTimestamp !== undefined) return { kind: 'leaving' };
  const owner = live.metadata.ownerReferences?.find((reference) => reference.controller);
  if (owner === undefined || manifest !== undefined) return undefined;
  return { kind: 'controlled', by: { ...templateOwner(live, owner), ...(ref.namespace ? { namespace: ref.namespace } : {}) } };
}

/**
 * Whose template a person would change: for a Deployment's pod the Deployment, whose ReplicaSets are named after it and the template's
 * hash.
 */
function templateOwner({ metadata }: KubernetesObject, owner: OwnerReference): ObjectRef {
  const hash = metadata.labels?.['pod-template-hash'];
  if (owner.kind === 'ReplicaSet' && hash !== undefined && owner.name.endsWith(`-${hash}`))
    return { apiVersion: 'apps/v1', kind: 'Deployment', name: owner.name.slice(0, -hash.length - 1) };
  return { apiVersion: owner.apiVersion, kind: owner.kind, name: owner.name };
}

export function ReadOnlyNote({ reason }: { reason: ReadOnlyReason }) {
  const { t } = useText();
  return (
    <p className="inspector-note">
      <Lock size={13} aria-hidden />
      <span>
        {t(`inspector:readOnly.${reason.kind}`)}
        {reason.kind === 'controlled' && (
          <>
            {' '}
            <ObjectLink to={reason.by}>
              {reason.by.kind} {reason.by.name}
            </ObjectLink>
          </>
        )}
      </span>
    </p>
  );
}
