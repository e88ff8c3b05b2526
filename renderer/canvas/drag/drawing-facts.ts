import { parseRefKey, refKey, refOf, type ObjectRef } from '../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { NetworkPolicy } from '../../../shared/kubernetes/types/network-policy.ts';
import type { ImageProfile } from '../../../shared/topology/behaviour.ts';
import type { DrawingFacts } from '../../gestures/connect/drawing.ts';
import { request } from '../../ipc/client.ts';
import { mirror } from '../../store/cluster.ts';
import { authored } from './edits.ts';

/** More than anybody draws edges among. */
const mostListed = 2_000;

/** What the meaning of an edge between two objects depends on, as it is now. */
export async function drawingFacts(begin: KubernetesObject, end: KubernetesObject): Promise<DrawingFacts> {
  const [policies, profiles, namespaces, own] = await Promise.all([policiesIn(end.metadata.namespace ?? 'default'), imageProfiles(), listed('v1', 'Namespace'), labelsOfNamespace(begin.metadata.namespace ?? 'default')]);
  const key = refKey(refOf(end));
  const isGeneral = (policy: NetworkPolicy): boolean => {
    const { podSelector } = policy.spec;
    const selectsAll = Object.keys(podSelector?.matchLabels ?? {}).length + (podSelector?.matchExpressions?.length ?? 0) === 0;
    return selectsAll || mirror.relations.from(refKey(refOf(policy))).some((edge) => edge.kind === 'policy' && edge.target !== '' && edge.target !== key);
  };
  return {
    policies, general: new Set(policies.filter(isGeneral).map(({ metadata }) => metadata.name)), namespaceLabels: own,
    network: { podCIDRs: (mirror.cluster?.podCIDR ?? '').split(',').filter((cidr) => cidr !== '') },
    services: mirror.relations.to(key).flatMap((edge) => (edge.kind === 'selector' ? (parseRefKey(edge.from) ?? []) : [])),
    images: profiles, namespaces: new Set(namespaces.map(({ name }) => name)),
  };
}

async function listed(apiVersion: string, kind: string): Promise<ObjectRef[]> {
  const answer = await request('objects.list', { apiVersion, kind, limit: mostListed });
  return answer.ok ? answer.value.map(({ ref }) => ref) : [];
}

async function policiesIn(namespace: string): Promise<NetworkPolicy[]> {
  const refs = (await listed('networking.k8s.io/v1', 'NetworkPolicy')).filter((ref) => ref.namespace === namespace);
  const objects = await Promise.all(refs.map(async (ref) => {
    const answer = await request('object.get', { ref });
    return answer.ok ? authored(answer.value.manifestYaml, answer.value.live) : undefined;
  }));
  return objects.filter((object): object is NetworkPolicy => object !== undefined);
}

async function labelsOfNamespace(name: string): Promise<Readonly<Record<string, string>>> {
  const answer = await request('object.get', { ref: { apiVersion: 'v1', kind: 'Namespace', name } });
  return (answer.ok ? answer.value.live?.metadata.labels : undefined) ?? {};
}

async function imageProfiles(): Promise<ImageProfile[]> {
  const answer = await request('images.list');
  return answer.ok ? answer.value.profiles : [];
}
