/**
 * What containers of an image do, since they run no program. Part of the Cluster document (`spec.images`), editable. The first profile whose `image` matches
 * (exact name with tag, else name without tag, `*` at the end as a wildcard) is used; missing fields take the defaults of `defaultProfile`.
 */
export interface ImageProfile {
  image: string;
  /** Compressed size that a pull moves; bytes as a quantity, e.g. `48Mi`. */
  size?: string;
  /** Seconds from container start until the process listens. */
  startSeconds?: number;
  /** Seconds after the start until probes succeed. */
  readySeconds?: number;
  /** Steady use, e.g. `60m` and `48Mi`. */
  cpu?: string;
  memory?: string;
  /** The process ends by itself after this time with this code; absent: it runs until stopped. */
  exit?: { afterSeconds: number; code: number; reason?: string };
  /** Seconds the process takes to end after SIGTERM. */
  stopSeconds?: number;
  /** The registry does not have the image. */
  missing?: boolean;
}

/** Defaults for images without a profile. */
export const defaultProfile: Required<Pick<ImageProfile, 'size' | 'startSeconds' | 'readySeconds' | 'cpu' | 'memory' | 'stopSeconds'>> = {
  size: '60Mi', startSeconds: 1, readySeconds: 1, cpu: '20m', memory: '48Mi', stopSeconds: 1,
};
