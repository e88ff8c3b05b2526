import { parseBytes, parseCpuMilli } from '../../../shared/kubernetes/quantity-number.ts';
import { effectiveProfile, type ImageProfile } from '../../../shared/topology/behaviour.ts';

/** An image profile in numbers. */
export interface Behaviour {
  sizeBytes: number;
  startMs: number;
  readyMs: number;
  cpuMilli: number;
  memoryBytes: number;
  exit?: { afterMs: number; code: number; reason: string };
  stopMs: number;
  stopCode: number;
  missing: boolean;
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
    // A file may write quantities as plain numbers.
    return {
      sizeBytes: parseBytes(String(profile.size)),
      startMs,
      readyMs: profile.neverReady ? Infinity : Math.max(startMs, profile.readySeconds * 1000),
      cpuMilli: parseCpuMilli(String(profile.cpu)),
      memoryBytes: parseBytes(String(profile.memory)),
      ...(exit ? { exit: { afterMs: exit.afterSeconds * 1000, code: exit.code, reason: exit.reason ?? reasonOfExit(exit.code) } } : {}),
      stopMs: profile.stopSeconds * 1000,
      stopCode: profile.stopCode,
      missing: profile.missing,
    };
  }
}

/** Source: the container runtime's status conversion. */
export function reasonOfExit(code: number): string {
  return code === 0 ? 'Completed' : 'Error';
}
