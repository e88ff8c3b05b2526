import { parseBytes, parseCpuMilli, quantityNumber } from '../../../shared/kubernetes/quantity-number.ts';
import { effectiveProfile, type CallProfile, type HookProfile, type ImageProfile } from '../../../shared/topology/behaviour.ts';

/** An image profile in numbers. */
export interface Behaviour {
  sizeBytes: number;
  startMs: number;
  readyMs: number;
  cpuMilli: number;
  memoryBytes: number;
  /** `memoryBytes` is only what unknown images are taken to use. */
  memoryIsGuess: boolean;
  memoryPerSecond: number;
  diskBytes: number;
  diskPerSecond: number;
  processes: number;
  exit?: { afterMs: number; code: number; reason: string };
  hangAfterMs: number;
  stopMs: number;
  stopCode: number;
  postStart: Hook;
  preStop: Hook;
  /** Undefined: not known. */
  user: string | undefined;
  message: string;
  missing: boolean;
  request: RequestBehaviour;
  /** Undefined: not known. */
  listens: { ports: readonly number[]; byDesign: boolean } | undefined;
  /** The `IngressClass.spec.controller` that it is; undefined: it is no ingress controller. */
  ingressController: string | undefined;
}

/** What a request costs, and what it asks of others. */
export interface RequestBehaviour {
  /** Seconds of one core. */
  cpuSeconds: number;
  /** Bytes while it is in flight. */
  memoryBytes: number;
  /** Without load. */
  latencyMs: number;
  maxConcurrent: number;
  calls: readonly (CallProfile & { perRequest: number })[];
}

export interface Hook {
  ms: number;
  /** 0: it succeeds. */
  code: number;
}

/** Behaviour by image, each profile parsed once. */
export class Behaviours {
  private profiles: readonly ImageProfile[];
  private readonly byImage = new Map<string, Behaviour>();

  constructor(profiles: readonly ImageProfile[]) {
    this.profiles = profiles;
  }

  /** The design's profiles changed; containers that run already keep the behaviour they started with, except for probes. */
  replace(profiles: readonly ImageProfile[]): void {
    this.profiles = profiles;
    this.byImage.clear();
  }

  of(image: string): Behaviour {
    let behaviour = this.byImage.get(image);
    if (!behaviour) this.byImage.set(image, (behaviour = this.resolve(image)));
    return behaviour;
  }

  private resolve(image: string): Behaviour {
    const profile = effectiveProfile(this.profiles, image);
    const { exit } = profile;
    const startMs = profile.startSeconds * 1000;
    return {
      sizeBytes: bytes(profile.size),
      startMs,
      readyMs: profile.neverReady ? Infinity : Math.max(startMs, profile.readySeconds * 1000),
      cpuMilli: parseCpuMilli(String(profile.cpu)),
      memoryBytes: bytes(profile.memory),
      memoryIsGuess: !profile.memoryIsKnown,
      memoryPerSecond: bytes(profile.memoryPerSecond),
      diskBytes: bytes(profile.disk),
      diskPerSecond: bytes(profile.diskPerSecond),
      processes: profile.processes,
      ...(exit ? { exit: { afterMs: exit.afterSeconds * 1000, code: exit.code, reason: exit.reason ?? reasonOfExit(exit.code) } } : {}),
      hangAfterMs: profile.hangAfterSeconds === undefined ? Infinity : profile.hangAfterSeconds * 1000,
      stopMs: profile.stopSeconds * 1000,
      stopCode: profile.stopCode,
      postStart: hook(profile.postStart),
      preStop: hook(profile.preStop),
      user: profile.user === undefined ? undefined : String(profile.user),
      message: profile.message ?? '',
      missing: profile.missing,
      request: {
        cpuSeconds: quantityNumber(String(profile.cpuPerRequest)), memoryBytes: bytes(profile.memoryPerRequest), latencyMs: profile.latencyMs,
        maxConcurrent: profile.maxConcurrent, calls: profile.calls.map((call) => ({ perRequest: 1, ...call })),
      },
      listens: profile.listens && { ports: profile.listens, byDesign: profile.listensByDesign },
      ingressController: profile.ingressController,
    };
  }
}

/** Source: the container runtime's status conversion. */
export function reasonOfExit(code: number): string {
  return code === 0 ? 'Completed' : 'Error';
}

/** A file may write quantities as plain numbers. */
function bytes(quantity: string): number {
  return parseBytes(String(quantity));
}

function hook({ seconds = 0, code = 0 }: HookProfile): Hook {
  return { ms: seconds * 1000, code };
}
