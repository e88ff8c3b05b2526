import { selectorFromObject, selectorMatches } from '../../shared/kubernetes/label-selector.ts';
import type { ObjectRef } from '../../shared/kubernetes/registry.ts';
import type { Service } from '../../shared/kubernetes/types/core.ts';
import type { TrafficSource } from '../../shared/kubernetes/types/traffic-source.ts';
import { request } from '../ipc/client.ts';
import type { Mirror } from '../store/mirror.ts';
import type { PodRow } from '../../shared/view/rows.ts';
import type { Question } from './question.ts';

const workloads: ReadonlySet<string> = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob']);

/** Kinds that say something about a request: who sends it, or what it asks for. */
export function isAboutRequests({ kind }: ObjectRef): boolean {
  return kind === 'TrafficSource' || kind === 'Service' || kind === 'Ingress' || kind === 'Pod' || workloads.has(kind);
}

/** What one would ask with this object selected: a pod or workload sends, the others are asked for as they are used. Changes `before` only where it must. */
export async function questionAbout(ref: ObjectRef, mirror: Mirror, before: Question): Promise<Question> {
  const name = `${ref.namespace ?? 'default'}/${ref.name}`;
  if (ref.kind === 'Pod') return { ...before, from: 'Pod', pod: name };
  if (workloads.has(ref.kind)) {
    const pod = firstPod(mirror, (row) => row.namespace === ref.namespace && isOf(row, ref));
    return pod ? { ...before, from: 'Pod', pod: nameOf(pod) } : before;
  }
  const answer = await request('object.get', { ref });
  const live = answer.ok ? answer.value.live : undefined;
  if (live === undefined) return before;
  switch (ref.kind) {
    case 'Service': return { ...before, ...senderTo(live as Service, mirror, before), to: 'Service', service: name, port: '' };
    case 'Ingress': return { ...before, from: 'Internet', to: 'Address', address: addressOfIngress(live as IngressLike) };
    case 'TrafficSource': return { ...before, ...(await ofSource(live as TrafficSource, mirror)) };
    default: return before;
  }
}

interface IngressLike {
  spec?: { rules?: { host?: string; http?: { paths?: { path?: string }[] } }[]; tls?: { hosts?: string[] }[] };
  status?: { loadBalancer?: { ingress?: { ip?: string; hostname?: string }[] } };
}

/** The host and path of its first rule; a rule for every host is asked at the Ingress's own address. */
export function addressOfIngress({ spec, status }: IngressLike): string {
  const [rule] = spec?.rules ?? [];
  const [own] = status?.loadBalancer?.ingress ?? [];
  const host = rule?.host?.replace(/^\*\./, 'www.') ?? own?.ip ?? own?.hostname ?? '';
  const path = rule?.http?.paths?.[0]?.path ?? '';
  return host === '' || path === '/' ? host : `${host}${path}`;
}

/** A Service that is no way in from outside is asked by a pod, of somebody else's where there is one. */
function senderTo({ metadata, spec }: Service, mirror: Mirror, { from, pod }: Question): Pick<Question, 'from' | 'pod'> {
  if (spec?.type === 'LoadBalancer' || spec?.type === 'NodePort') return { from: 'Internet', pod };
  if (from === 'Pod' && pod !== '') return { from, pod };
  const inside = (row: PodRow): boolean => row.namespace === metadata.namespace;
  const sender = firstPod(mirror, (row) => inside(row) && row.owner !== metadata.name) ?? firstPod(mirror, inside);
  return { from: 'Pod', pod: sender ? nameOf(sender) : pod };
}

async function ofSource({ spec: { target, from } }: TrafficSource, mirror: Mirror): Promise<Partial<Question>> {
  const asked: Partial<Question> = target.service
    ? { to: 'Service', service: `${target.service.namespace}/${target.service.name}`, port: String(target.service.port ?? '') }
    : { to: 'Address', address: `${target.host ?? ''}${target.port === undefined ? '' : `:${target.port}`}${target.path ?? ''}` };
  return { ...asked, ...(from ? { from: 'Pod', pod: await podSelectedBy(from, mirror) } : { from: 'Internet' }) };
}

/** Rows of pods carry no labels, so some pods of the namespace are looked at. */
const mostPodsLookedAt = 200;

async function podSelectedBy({ namespace, podSelector }: NonNullable<TrafficSource['spec']['from']>, mirror: Mirror): Promise<string> {
  const selector = selectorFromObject(podSelector);
  if (!selector.ok) return '';
  let looks = 0;
  for (const uid of mirror.pods.uids()) {
    const row = mirror.pods.row(uid);
    if (row?.namespace !== namespace || looks >= mostPodsLookedAt) continue;
    looks += 1;
    const answer = await request('object.get', { ref: { apiVersion: 'v1', kind: 'Pod', namespace, name: row.name } });
    if (answer.ok && selectorMatches(selector.value, answer.value.live?.metadata.labels)) return nameOf(row);
  }
  return '';
}

/** Pods of a Deployment's ReplicaSet carry the Deployment's name as their owner. */
function isOf(row: PodRow, { kind, name }: ObjectRef): boolean {
  return kind === 'ReplicaSet' ? row.name.startsWith(`${name}-`) : row.owner === name;
}

function firstPod(mirror: Mirror, isWanted: (row: PodRow) => boolean): PodRow | undefined {
  for (const uid of mirror.pods.uids()) {
    const row = mirror.pods.row(uid);
    if (row && isWanted(row)) return row;
  }
  return undefined;
}

function nameOf({ namespace, name }: PodRow): string {
  return `${namespace}/${name}`;
}
