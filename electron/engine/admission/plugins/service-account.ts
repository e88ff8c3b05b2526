import type { ApiResult } from '../../../../shared/kubernetes/status.ts';
import { err, ok } from '../../../../shared/result.ts';
import type { PodSpec } from '../../../../shared/kubernetes/types/pod.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { AdmissionContext } from '../context.ts';
import { forbiddenStatus } from '../forbidden.ts';

interface ServiceAccount extends KubernetesObject {
  imagePullSecrets?: { name?: string }[];
}

type ResolvedServiceAccount = Pick<PodSpec, 'serviceAccountName' | 'serviceAccount' | 'imagePullSecrets'>;

/**
 * The service account of a new pod: `default` unless it names one, which must exist; its pull secrets when the pod has none. Source:
 * plugin/pkg/admission/serviceaccount.
 *
 * Where we differ: every namespace is taken to have `default`, and no token volume is mounted.
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
  return ok({ serviceAccountName: name, serviceAccount: name, ...(pullSecrets?.length ? { imagePullSecrets: pullSecrets } : {}) });
}
