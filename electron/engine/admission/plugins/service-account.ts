import type { ApiResult } from '../../../../shared/kubernetes/status.ts';
import { err, ok } from '../../../../shared/result.ts';
import type { PodSpec } from '../../../../shared/kubernetes/types/pod.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { AdmissionContext } from '../context.ts';
import { forbiddenStatus } from '../forbidden.ts';

interface ServiceAccount extends KubernetesObject {
  imagePullSecrets?: { name?: string }[];
  automountServiceAccountToken?: boolean;
}

interface ResolvedServiceAccount {
  fields: Pick<PodSpec, 'serviceAccountName' | 'serviceAccount' | 'imagePullSecrets'>;
  mountsToken: boolean;
}

/**
 * The service account of a new pod: `default` unless it names one, which must exist; its pull secrets when the pod has none. Source:
 * plugin/pkg/admission/serviceaccount.
 *
 * Where we differ: every namespace is taken to have `default`; a token is mounted only where the account is really there.
 */
export function resolveServiceAccount(
  spec: PodSpec, podName: string, namespace: string, context: AdmissionContext,
): ApiResult<ResolvedServiceAccount> {
  const name = spec.serviceAccountName || 'default';
  const account = context.get('serviceaccounts', `${namespace}/${name}`) as ServiceAccount | undefined;
  if (!account && name !== 'default') {
    return err(
      forbiddenStatus(
        'pods', podName, `error looking up service account ${namespace}/${name}: serviceaccount ${JSON.stringify(name)} not found`,
      ),
    );
  }
  const pullSecrets = spec.imagePullSecrets?.length ? spec.imagePullSecrets : account?.imagePullSecrets;
  const mountsToken = account !== undefined && (spec['automountServiceAccountToken'] ?? account.automountServiceAccountToken) !== false;
  const fields = { serviceAccountName: name, serviceAccount: name, ...(pullSecrets?.length ? { imagePullSecrets: pullSecrets } : {}) };
  return ok({ fields, mountsToken });
}
