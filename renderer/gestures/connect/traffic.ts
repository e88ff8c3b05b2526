import type { DesignChange } from '../../../shared/ipc/design.ts';
import { podSpecOf } from '../../../shared/kubernetes/pod-template.ts';
import { refOf } from '../../../shared/kubernetes/registry.ts';
import type { Service } from '../../../shared/kubernetes/types/core.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { Ingress } from '../../../shared/kubernetes/types/networking.ts';
import type { TrafficTarget } from '../../../shared/kubernetes/types/traffic-source.ts';
import { newObject } from '../objects/index.ts';
import type { Connection } from './connection.ts';
import { selectorConnections } from './selectors.ts';

/** Sets what a source asks for; of `host` and `service` one is there. */
function aim(source: KubernetesObject, { service, host, port, path }: TrafficTarget): DesignChange {
  const target = { service: service ?? null, host: host ?? null, port: port ?? null, path: path ?? null };
  return { op: 'patch', ref: refOf(source), patch: { spec: { target } } };
}

function serviceTarget({ metadata }: Pick<KubernetesObject, 'metadata'>): TrafficTarget {
  return { service: { namespace: metadata.namespace ?? 'default', name: metadata.name } };
}

/** From the Internet a Service is reached by its load balancer or node port: one that has neither becomes a LoadBalancer. */
function exposed(service: Service): DesignChange[] {
  const { type = 'ClusterIP', clusterIP } = service.spec ?? {};
  if (type !== 'ClusterIP' || clusterIP === 'None') return [];
  return [{ op: 'patch', ref: refOf(service), patch: { spec: { type: 'LoadBalancer' } } }];
}

const workloads = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'] as const;

/** A Service of type LoadBalancer for a workload, with its name; undefined: nothing tells the workload's pods from others. */
function serviceFor(workload: KubernetesObject): DesignChange[] | undefined {
  const { namespace, name } = workload.metadata;
  const [manifest] = newObject('Service', { name, ...(namespace && namespace !== 'default' ? { namespace } : {}), target: workload });
  const selecting = selectorConnections.find(({ from }) => from === 'Service')?.change(manifest as unknown as KubernetesObject, workload, { pods: new Set(), brokenFields: [] });
  const patch = selecting?.find((change) => change.op === 'patch' && change.ref.kind === 'Service');
  if (!manifest || patch?.op !== 'patch' || !podSpecOf(workload)) return undefined;
  const { selector } = (patch.patch as { spec: { selector: Record<string, string | null> } }).spec;
  const wanted = Object.fromEntries(Object.entries(selector).filter(([, value]) => value !== null));
  return [{ op: 'put', manifest: { ...manifest, spec: { ...(manifest['spec'] as object), type: 'LoadBalancer', selector: wanted } } as typeof manifest }];
}

/** What clients outside ask for. On a workload they ask for the Service that leads to it, which is written too where there is none. */
export const trafficConnections: readonly Connection[] = [
  {
    from: 'TrafficSource', to: ['Service'], writes: 'from', field: 'spec.target', says: 'trafficToService',
    change: (source, service) => [aim(source, serviceTarget(service)), ...exposed(service as Service)],
  },
  {
    from: 'TrafficSource', to: ['Ingress'], writes: 'from', field: 'spec.target',
    change(source, ingress) {
      const { rules } = (ingress as Ingress).spec ?? {};
      const rule = rules?.find(({ host }) => host && !host.startsWith('*'));
      if (!rule?.host) return undefined;
      return [aim(source, { host: rule.host, path: rule.http?.paths[0]?.path ?? '/' })];
    },
  },
  {
    from: 'TrafficSource', to: workloads, writes: 'from', field: 'spec.target', says: 'trafficToWorkload',
    change(source, workload, { services = [] }) {
      const [existing] = services;
      if (existing) return [aim(source, serviceTarget({ metadata: existing })), { op: 'patch', ref: existing, patch: { spec: { type: 'LoadBalancer' } } }];
      const service = serviceFor(workload);
      return service && [...service, aim(source, serviceTarget(workload))];
    },
  },
];

