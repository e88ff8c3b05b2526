import type { Ingress, IngressBackend } from '../../../../../shared/kubernetes/types/networking.ts';
import { clusterScoped, namespaced } from '../names.ts';
import type { Reference, RelationRule } from '../rule.ts';

/** An Ingress, the Services it leads to, its class and its certificates. */
export const ingress: RelationRule = {
  resources: ['ingresses'],
  references(object) {
    const { spec } = object as Ingress;
    const found: Reference[] = [];
    const backend = (value: IngressBackend | undefined, field: string, detail: string): void => {
      if (value?.service?.name) found.push({ kind: 'route', to: namespaced(object, 'v1', 'Service', value.service.name), field, ...(detail ? { detail } : {}) });
    };
    backend(spec?.defaultBackend, 'spec.defaultBackend', '');
    spec?.rules?.forEach((rule, at) =>
      rule.http?.paths.forEach((path, index) => backend(path.backend, `spec.rules[${at}].http.paths[${index}].backend`, `${rule.host ?? '*'}${path.path ?? '/'}`)));
    if (spec?.ingressClassName) found.push({ kind: 'class', to: clusterScoped('networking.k8s.io/v1', 'IngressClass', spec.ingressClassName), field: 'spec.ingressClassName' });
    spec?.tls?.forEach((tls, at) => {
      if (tls.secretName) found.push({ kind: 'mount', to: namespaced(object, 'v1', 'Secret', tls.secretName), field: `spec.tls[${at}].secretName` });
    });
    return found;
  },
};
