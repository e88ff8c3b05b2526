/** All image registries of the world, as machines see them. */
export interface Registry {
  up: boolean;
  /** What each machine gets at most; absent: as fast as it can take it. */
  bytesPerSecond?: number;
  /** Images that have been taken out, with their tag or without. */
  lost: Set<string>;
}

export interface ImagePull {
  image: string;
  uid: string;
  container: string;
  requestedAtMs: number;
  startedAtMs: number;
  /** Infinity while it waits for its turn. */
  endsAtMs: number;
  sizeBytes: number;
  /** This much was there at that time; from then on it comes evenly until the end. */
  progress: { atMs: number; bytes: number };
  /** Why it will fail; absent: it brings the image. */
  failure?: PullFailure;
}

/** `NotFound`: the registry has no such image. `Unreachable`: there is no registry. `NoSpace`: it does not fit on the disk. */
export type PullFailure = 'NotFound' | 'Unreachable' | 'NoSpace';
