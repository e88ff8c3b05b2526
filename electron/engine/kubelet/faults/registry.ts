import type { ApiResult } from '../../../../shared/kubernetes/status.ts';
import { ok } from '../../../../shared/result.ts';
import type { FleetContext } from '../context.ts';
import { followRegistry } from '../images/pull-queue.ts';

/** Takes an image out of the registry, or puts it back. Pulls under way notice. */
export function loseImage(context: FleetContext, image: string, lost: boolean): ApiResult<void> {
  const { registry } = context.state;
  if (lost) registry.lost.add(image);
  else registry.lost.delete(image);
  return followed(context);
}

export function setRegistry(context: FleetContext, up: boolean, bytesPerSecond?: number): ApiResult<void> {
  const { registry } = context.state;
  registry.up = up;
  delete registry.bytesPerSecond;
  if (bytesPerSecond !== undefined) registry.bytesPerSecond = bytesPerSecond;
  return followed(context);
}

function followed(context: FleetContext): ApiResult<void> {
  for (const node of context.state.nodes.values()) followRegistry(context, node);
  return ok(undefined);
}
