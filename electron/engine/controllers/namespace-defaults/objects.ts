import type { ConfigMap } from '../../../../shared/kubernetes/types/core.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';

/** The ServiceAccount that pods of a namespace run as unless they name another. */
export function defaultServiceAccount(namespace: string): KubernetesObject {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace } };
}

/** Source: DescriptionAnnotation and Description, pkg/controller/certificates/rootcacertpublisher. */
const description = 'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or '
  + 'kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.';

/** The certificate authority of the API server, for pods that talk to it. Differs: there is no certificate in it, since no pod does. */
export function rootCertificate(namespace: string): ConfigMap {
  return {
    apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'kube-root-ca.crt', namespace, annotations: { 'kubernetes.io/description': description } },
    data: { 'ca.crt': '-----BEGIN CERTIFICATE-----\nc2ltdWxhdGVk\n-----END CERTIFICATE-----\n' },
  };
}

/** What every namespace has once its controllers have seen it. */
export function namespaceDefaults(namespace: string): KubernetesObject[] {
  return [defaultServiceAccount(namespace), rootCertificate(namespace)];
}
