import type { Service } from '../../../shared/kubernetes/types/core.ts';
import { podSpecOf } from '../../../shared/kubernetes/pod-template.ts';
import type { NewObject, PaletteObject } from './palette-object.ts';

export const networkObjects: readonly PaletteObject[] = [
  {
    apiVersion: 'v1', kind: 'Service', isNamespaced: true, baseName: 'web', suffix: '',
    fields: ({ name, target }) => ({ spec: { selector: { app: name }, ports: portsOf(target) } }),
  },
  {
    apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', isNamespaced: true, baseName: 'web', suffix: '',
    fields: ({ name, target }) => ({
      spec: { rules: [{ host: `${name}.example.com`, http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: target?.metadata.name ?? name, port: { number: servicePort(target) } } } }] } }] },
    }),
  },
  {
    apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', isNamespaced: true, baseName: 'same-namespace', suffix: '-from-namespace',
    // Only pods of the same namespace may call.
    fields: () => ({ spec: { podSelector: {}, policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector: {} }] }] } }),
  },
  {
    apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', isNamespaced: false, baseName: 'nginx',
    fields: () => ({ spec: { controller: 'k8s.io/ingress-nginx' } }),
  },
];

/** One Service port for each port of the containers; 80 when they say none. */
function portsOf(target: NewObject['target']): { name?: string; port: number }[] {
  const ports = [...new Set((target ? (podSpecOf(target)?.spec.containers ?? []) : []).flatMap((container) => (container.ports ?? []).map((port) => port.containerPort)))];
  if (ports.length <= 1) return [{ port: ports[0] ?? 80 }];
  return ports.map((port) => ({ name: `port-${port}`, port }));
}

export function servicePort(service: NewObject['target']): number {
  return (service as Service | undefined)?.spec?.ports?.[0]?.port ?? 80;
}
