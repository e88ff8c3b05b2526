import type { DesignChange } from '../../../shared/ipc/design.ts';
import { podSpecOf } from '../../../shared/kubernetes/pod-template.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import { serviceNamed } from '../../../shared/network/cluster-name.ts';
import { imageWithoutTag, matchingProfile, type CallProfile, type ImageProfile } from '../../../shared/topology/behaviour.ts';
import type { Drawing, DrawingFacts, Drawn } from './drawing.ts';
import { podMakers } from './selectors.ts';

interface Named {
  namespace: string;
  name: string;
}

const namespaceOf = ({ metadata }: KubernetesObject): string => metadata.namespace ?? 'default';

/**
 * Containers run no programs: whom a program calls stands in the behaviour profile of its image. The first container is taken for the one that handles
 * requests.
 */
export const callDrawings: readonly Drawing[] = [
  { id: 'calls', from: podMakers, to: ['Service'], draw: (from, service, facts) => calling(from, { namespace: namespaceOf(service), name: service.metadata.name }, facts) },
  {
    id: 'calls', from: podMakers, to: podMakers,
    draw(from, to, facts) {
      const [service] = facts.services;
      return service ? calling(from, { namespace: service.namespace ?? 'default', name: service.name }, facts) : { refused: { key: 'canvas:drawn.callsNoService', params: { to: to.metadata.name } } };
    },
  },
];

function calling(from: KubernetesObject, service: Named, { images, namespaces }: DrawingFacts): Drawn {
  const image = podSpecOf(from)?.spec.containers[0]?.image;
  if (!image) return { refused: { key: 'canvas:drawn.callsNoImage', params: { from: from.metadata.name } } };
  const namespace = namespaceOf(from);
  const host = service.namespace === namespace ? service.name : `${service.name}.${service.namespace}`;
  const profile = matchingProfile(images, image);
  const params = { image: profile?.image ?? imageWithoutTag(image), service: host };
  if (profile?.calls?.some((call) => isCallOf(call, namespace, service, namespaces))) return { refused: { key: 'canvas:drawn.callsAlready', params } };
  return { changes: imagesWith(images, image, (calls) => [...calls, { service: host }]), says: { key: 'canvas:drawn.callsWrites', params } };
}

/** What takes a call out of the profile of a workload's images; undefined: there is none of that Service. */
export function withoutCall(from: KubernetesObject, service: Named, { images, namespaces }: Pick<DrawingFacts, 'images' | 'namespaces'>): DesignChange[] | undefined {
  const namespace = namespaceOf(from);
  for (const { image } of podSpecOf(from)?.spec.containers ?? []) {
    const calls = image ? matchingProfile(images, image)?.calls : undefined;
    if (image && calls?.some((call) => isCallOf(call, namespace, service, namespaces)))
      return imagesWith(images, image, (all) => all.filter((call) => !isCallOf(call, namespace, service, namespaces)));
  }
  return undefined;
}

function isCallOf(call: CallProfile, namespace: string, service: Named, namespaces: ReadonlySet<string>): boolean {
  const named = serviceNamed(call.service, namespace, (name) => namespaces.has(name));
  return named?.name === service.name && named.namespace === service.namespace;
}

/** The design's profiles with other calls of one image. A profile for many images by wildcard stays as it is: the image gets a copy of its own. */
function imagesWith(images: readonly ImageProfile[], image: string, change: (calls: readonly CallProfile[]) => CallProfile[]): DesignChange[] {
  const known = matchingProfile(images, image);
  const isOwn = known !== undefined && !known.image.endsWith('*');
  const { calls: before = [], ...rest } = known ?? { image };
  const calls = change(before);
  const own: ImageProfile = { ...rest, image: isOwn ? rest.image : imageWithoutTag(image), ...(calls.length > 0 ? { calls } : {}) };
  const others = isOwn ? images.map((profile) => (profile === known ? own : profile)) : [...images, own];
  // A profile that says nothing any more is none.
  const left = others.filter((profile) => profile !== own || Object.keys(own).length > 1);
  return [{ op: 'cluster', patch: { spec: { images: left.length > 0 ? left : null } } }];
}
