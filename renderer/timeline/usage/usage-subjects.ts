import { parseRefKey, refKey, type ObjectRef } from '../../../shared/kubernetes/registry.ts';
import type { RelationEdge } from '../../store/relation-table.ts';

/** Whose numbers are shown. */
export interface UsageSubjects {
  /** Sources and Services, by refKey; undefined: all of them. */
  traffic: readonly string[] | undefined;
  /** Workloads, Machines and NodeGroups. */
  usage: readonly ObjectRef[];
  /** The cluster as a whole as well. */
  cluster: boolean;
}

/** The relations of the cluster, by either end. */
export interface Relations {
  from(key: string): readonly RelationEdge[];
  to(key: string): readonly RelationEdge[];
}

const workloads: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job']);
const own = (kind: string, name: string): ObjectRef => ({ apiVersion: 'clusterwright.dev/v1', kind, name });

/** What has to do with an object: of a workload the Services that lead to it and their sources, of a Service what it leads to, of an autoscaler its target … Undefined: nothing is counted for its kind. */
export function subjectsOf(ref: ObjectRef, relations: Relations): UsageSubjects | undefined {
  const key = refKey(ref);
  switch (ref.kind) {
    case 'Machine': case 'Node': return { traffic: [], usage: [own('Machine', ref.name)], cluster: false };
    case 'NodeGroup': return { traffic: [], usage: [ref], cluster: false };
    case 'HorizontalPodAutoscaler': return workloadSubjects(targets(relations.from(key), 'scale'), relations);
    case 'Service': return { traffic: [key, ...sourcesOf(key, relations)], usage: workloadsBehind([key], relations), cluster: false };
    case 'Ingress': {
      const services = targets(relations.from(key), 'route');
      return { traffic: [...sourcesOf(key, relations), ...services], usage: workloadsBehind(services, relations), cluster: false };
    }
    case 'TrafficSource': {
      const asked = targets(relations.from(key), 'traffic');
      const services = asked.flatMap((one) => [one, ...targets(relations.from(one), 'route')]).filter((one) => parseRefKey(one)?.kind === 'Service');
      return { traffic: [key, ...services], usage: workloadsBehind(services, relations), cluster: false };
    }
    default: return workloads.has(ref.kind) ? workloadSubjects([key], relations) : undefined;
  }
}

function workloadSubjects(keys: readonly string[], relations: Relations): UsageSubjects {
  const services = keys.flatMap((key) => relations.to(key).flatMap(({ kind, from }) => (kind === 'selector' ? [from] : [])));
  return { traffic: [...services.flatMap((service) => sourcesOf(service, relations)), ...services], usage: refs(keys), cluster: false };
}

function sourcesOf(service: string, relations: Relations): string[] {
  return relations.to(service).flatMap(({ kind, from }) => (kind === 'traffic' ? [from] : []));
}

function workloadsBehind(services: readonly string[], relations: Relations): ObjectRef[] {
  return refs(services.flatMap((service) => targets(relations.from(service), 'selector'))).filter(({ kind }) => workloads.has(kind));
}

function targets(edges: readonly RelationEdge[], kind: RelationEdge['kind']): string[] {
  return edges.flatMap((edge) => (edge.kind === kind && edge.target !== '' ? [edge.target] : []));
}

function refs(keys: readonly string[]): ObjectRef[] {
  return [...new Set(keys)].flatMap((key) => parseRefKey(key) ?? []);
}
