import { objectKey, refOf, type ObjectRef } from '../../../shared/kubernetes/registry.ts';
import type { Service } from '../../../shared/kubernetes/types/core.ts';
import type { Endpoint, EndpointSlice } from '../../../shared/kubernetes/types/endpoint-slice.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { EndpointState, MachineWays, ServiceWays, ServiceWaysView } from '../../../shared/view/service-ways.ts';
import type { ApiReader } from '../../engine/apistore/api-client.ts';
import type { KubeProxies } from '../../engine/network/proxy/kube-proxies.ts';

const mostPods = 120;

/** The endpoints of a Service, machine by machine; of a pod those that it is, of every Service that selects it. Anything else has none. */
export function serviceWays(api: ApiReader, proxies: Pick<KubeProxies, 'tableOf'>, ref: ObjectRef): ServiceWaysView {
  const pod = ref.kind === 'Pod' ? api.get<Pod>('pods', `${ref.namespace}/${ref.name}`) : undefined;
  const view: ServiceWaysView = { services: [], more: 0 };
  let room = mostPods;
  for (const service of servicesOf(api, ref, pod)) {
    const machines = new Map<string, MachineWays>();
    for (const { nodeName = '', targetRef, conditions } of endpointsOf(api, service)) {
      if (targetRef?.kind !== 'Pod' || !targetRef.uid || (pod && targetRef.uid !== pod.metadata.uid)) continue;
      room -= 1;
      if (room < 0) view.more += 1;
      else wayOf(machines, nodeName, proxies).pods.push({ uid: targetRef.uid, state: stateOf(conditions) });
    }
    if (machines.size > 0) view.services.push({ service: refOf(service), machines: [...machines.values()] } satisfies ServiceWays);
  }
  return view;
}

function servicesOf(api: ApiReader, { kind, namespace, name }: ObjectRef, pod: Pod | undefined): Service[] {
  if (kind === 'Service') return [api.get<Service>('services', `${namespace}/${name}`) ?? []].flat();
  return pod ? [...api.list<Service>('services')].filter((service) => service.metadata.namespace === namespace && selects(service, pod)) : [];
}

function selects({ spec: { selector = {} } }: Service, { metadata: { labels = {} } }: Pod): boolean {
  const wanted = Object.entries(selector);
  return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
}

/** Each pod once: a Service of two address families has a slice of each. */
function endpointsOf(api: ApiReader, service: Service): Iterable<Endpoint> {
  const byPod = new Map<string, Endpoint>();
  for (const { endpoints } of api.byIndex<EndpointSlice>('endpointslices', 'service', objectKey(service)))
    for (const endpoint of endpoints ?? []) byPod.set(endpoint.targetRef?.uid ?? endpoint.addresses.join(), endpoint);
  return byPod.values();
}

function wayOf(machines: Map<string, MachineWays>, machine: string, proxies: Pick<KubeProxies, 'tableOf'>): MachineWays {
  const known = machines.get(machine) ?? { machine, proxy: proxies.tableOf(machine).state, pods: [] };
  machines.set(machine, known);
  return known;
}

function stateOf(conditions: Endpoint['conditions']): EndpointState {
  return conditions?.terminating ? 'Terminating' : conditions?.ready === false ? 'NotReady' : 'Ready';
}
