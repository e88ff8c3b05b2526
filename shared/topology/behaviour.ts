import { knownImages } from './known-images.ts';

/**
 * What containers of an image do, since they run no program. Part of the Cluster document (`spec.images`), editable. The first profile
 * whose `image` matches
 * (exact name with tag, else name without tag, else a name with `*` at the end as a wildcard) is used; fields that it leaves out come from
 * what is known about well-known images (`known-images.ts`), else from `defaultProfile`.
 */
export interface ImageProfile {
  image: string;
  /** Compressed size that a pull moves; bytes as a quantity, e.g. `48Mi`. */
  size?: string;
  /** Seconds from container start until the process listens. Before that every probe fails ("connection refused"). */
  startSeconds?: number;
  /** Seconds after the start until readiness and startup probes succeed; between `startSeconds` and this they are answered with 503. */
  readySeconds?: number;
  /** Readiness and startup probes never succeed. */
  neverReady?: boolean;
  /** Steady use, e.g. `60m` and `48Mi`. */
  cpu?: string;
  memory?: string;
  /** Growth of memory in use per second, e.g. `2Mi`: a leak of the program itself. */
  memoryPerSecond?: string;
  /** Disk that the process has written once it listens, and its growth per second. It goes to the first emptyDir that the container mounts, which counts as memory if it lies there, else to the container's writable layer. */
  disk?: string;
  diskPerSecond?: string;
  /** Processes and threads of one container. */
  processes?: number;
  /** The process ends by itself after this time with this code; absent: it runs until stopped. */
  exit?: { afterSeconds: number; code: number; reason?: string };
  /** Seconds the process takes to end after SIGTERM. */
  stopSeconds?: number;
  /** Exit code after SIGTERM: 143 for a process without a handler, 0 for one that shuts down in order. */
  stopCode?: number;
  /** The process hangs this long after its start: it answers no probe and ignores SIGTERM; absent: never. */
  hangAfterSeconds?: number;
  /** How long exec and HTTP hooks of containers of this image take, and whether they fail. */
  postStart?: HookProfile;
  preStop?: HookProfile;
  /** The user of the image: a number, `0` for root, or a name, which runAsNonRoot cannot judge. Absent: not known, and taken to be no root. */
  user?: string;
  /** Last words of a process that ends with an error, which are its termination message. */
  message?: string;
  /** The registry does not have the image. */
  missing?: boolean;
  /** Ports on which the program listens. Absent: those that containers declare; where they declare none either, any at which they are asked. */
  listens?: number[];
  /** What answering one request takes: seconds of one core (`2m` is 2 ms), and memory while it is in flight. */
  cpuPerRequest?: string;
  memoryPerRequest?: string;
  /** How long an answer takes without load, besides what it calls. */
  latencyMs?: number;
  /** Requests in flight that it takes; more get an error. */
  maxConcurrent?: number;
  /** What it asks for each request, by DNS names as the program would use them. */
  calls?: CallProfile[];
  /** It is an ingress controller: the `IngressClass.spec.controller` whose Ingresses it serves, e.g. `k8s.io/ingress-nginx`. */
  ingressController?: string;
}

export interface CallProfile {
  /** `db`, `db.shop`, `db.shop.svc.cluster.local`, or a host outside the cluster. */
  service: string;
  /** Number, or name of the Service's port; default its first. */
  port?: number | string;
  /** How often for each request; default 1. */
  perRequest?: number;
}

export interface HookProfile {
  seconds?: number;
  /** Exit code of an exec hook, or a status from 400 for an HTTP one; 0 or absent: it succeeds. */
  code?: number;
}

/** Fields without which a profile is whole. */
type OptionalField = 'exit' | 'hangAfterSeconds' | 'ingressController' | 'listens' | 'message' | 'user';

/** A profile with nothing left open. */
export interface EffectiveProfile extends Required<Omit<ImageProfile, OptionalField>>, Pick<ImageProfile, OptionalField> {
  /** `memory` is what someone wrote about this image, not the default for images that nothing is known about. */
  memoryIsKnown: boolean;
  /** `listens` is what the design says, whatever the container is told; else that of the image as it comes. */
  listensByDesign: boolean;
}

/** Defaults for images without a profile. */
export const defaultProfile: Required<Omit<ImageProfile, 'image' | OptionalField>> = {
  size: '60Mi', startSeconds: 1, readySeconds: 1, neverReady: false, cpu: '20m', memory: '48Mi', memoryPerSecond: '0', disk: '0', diskPerSecond: '0',
  processes: 4, stopSeconds: 1, stopCode: 143, postStart: {}, preStop: {}, missing: false,
  cpuPerRequest: '5m', memoryPerRequest: '256Ki', latencyMs: 10, maxConcurrent: 200, calls: [],
};

/** The profile by which containers of `image` behave in a design with these profiles. */
export function effectiveProfile(profiles: readonly ImageProfile[], image: string): EffectiveProfile {
  const merged: EffectiveProfile = { ...defaultProfile, image, memoryIsKnown: false, listensByDesign: matchingProfile(profiles, image)?.listens !== undefined };
  for (const found of [matchingProfile(knownImages, image), matchingProfile(profiles, image)]) {
    if (!found) continue;
    for (const [field, value] of Object.entries(found)) {
      if (value !== undefined && field !== 'image') Object.assign(merged, { [field]: value });
    }
    if (found.memory !== undefined) merged.memoryIsKnown = true;
  }
  return merged;
}

/** The profile of a design that decides about an image; undefined: none does. */
export function matchingProfile(profiles: readonly ImageProfile[], image: string): ImageProfile | undefined {
  const name = imageWithoutTag(image);
  return profiles.find((profile) => profile.image === image)
    ?? profiles.find((profile) => profile.image === name)
    ?? profiles.find((profile) => profile.image.endsWith('*') && image.startsWith(profile.image.slice(0, -1)));
}

/** `nginx:1.27` and `nginx@sha256:…` → `nginx`; the port of a registry (`localhost:5000/app`) is no tag. */
export function imageWithoutTag(image: string): string {
  const withoutDigest = image.split('@', 1)[0] as string;
  const colon = withoutDigest.lastIndexOf(':');
  return colon > withoutDigest.lastIndexOf('/') ? withoutDigest.slice(0, colon) : withoutDigest;
}
