import { ok, type Result } from '../../../shared/result.ts';
import { followAll, followRequest } from '../../engine/network/path/follow-request.ts';
import type { World } from '../../engine/world.ts';
import type { FindPod } from '../fault-steps.ts';
import { parseOrigin, parseTarget } from './endpoints-of-request.ts';
import { distributionLines, traceLines } from './trace-lines.ts';

export interface FollowOptions {
  /** See `parseOrigin` and `parseTarget`. */
  from: string;
  to: string;
  /** All that may become of it, with the share of each, in place of one way. */
  all?: boolean;
  /** Another number may take another way where several are as good; default 0. */
  draw?: number;
}

/** Follows a request through the world as it is now. Errors: text, when the sender cannot be found. */
export function follow(world: World, findPod: FindPod, { from, to, all = false, draw = 0 }: FollowOptions): Result<string[], string> {
  const origin = parseOrigin(from, findPod);
  if (!origin.ok) return origin;
  const target = parseTarget(to);
  return ok(all ? distributionLines(followAll(world.components, origin.value, target)) : traceLines(followRequest(world.components, origin.value, target, draw)));
}
