/** How load balancers look at nodes, and how many failures in a row, or successes, change their mind. */
export interface HealthTimes {
  readonly periodMs: number;
  readonly failures: number;
  readonly successes: number;
}

/** Source: gceHcCheckInterval, gceHcUnhealthyThreshold, gceHcHealthyThreshold of the GCE cloud provider. */
export const simpleTimes: HealthTimes = { periodMs: 8_000, failures: 3, successes: 1 };

/** What a load balancer thinks of nodes that are not as it thinks, and when it will change its mind; plain data. */
export interface HealthState {
  healthy: Set<string>;
  /** Node → when the probe falls due that makes the load balancer change its mind, unless the node's answer changes back before. */
  turning: Map<string, number>;
}

export function newHealth(): HealthState {
  return { healthy: new Set(), turning: new Map() };
}

/** A node's answer to health checks may have changed: when that will be believed. Probes come every period; none is simulated that says nothing new. */
export function noteAnswer(state: HealthState, node: string, answers: boolean, nowMs: number, times: HealthTimes = simpleTimes): void {
  if (state.healthy.has(node) === answers) {
    state.turning.delete(node);
    return;
  }
  if (state.turning.has(node)) return;
  const needed = answers ? times.successes : times.failures;
  const next = (Math.floor(nowMs / times.periodMs) + 1) * times.periodMs;
  state.turning.set(node, next + (needed - 1) * times.periodMs);
}

/** Carries out what is due. @returns whether anything has changed */
export function turn(state: HealthState, nowMs: number): boolean {
  let changed = false;
  for (const [node, atMs] of state.turning) {
    if (atMs > nowMs) continue;
    state.turning.delete(node);
    if (!state.healthy.delete(node)) state.healthy.add(node);
    changed = true;
  }
  return changed;
}

export function forgetNode(state: HealthState, node: string): boolean {
  state.turning.delete(node);
  return state.healthy.delete(node);
}

export function nextTurnMs(state: HealthState): number {
  let next = Infinity;
  for (const atMs of state.turning.values()) next = Math.min(next, atMs);
  return next;
}
