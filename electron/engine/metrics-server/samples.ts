/** Flag --metric-resolution of metrics-server. */
export const metricResolutionMs = 15_000;
/** Source: freshContainerMinMetricsResolution: a first sample covers at least this much of a container's life. */
export const firstWindowMs = 10_000;

/** CPU in thousandths of a core, memory (the working set) in bytes. */
export interface Amounts {
  cpuMilli: number;
  memoryBytes: number;
}

/** What one scrape found of one container that runs. Plain data. */
export interface ContainerPoint extends Amounts {
  name: string;
  startedAtMs: number;
  /** How much time it covers; absent: there is no point before it yet to compare with, so nothing can be told of it. */
  windowMs?: number;
}

/** What one scrape found of one pod. */
export interface PodPoint {
  atMs: number;
  containers: ContainerPoint[];
}

/** Usage of a pod as the resource metrics API tells it. */
export interface PodSample {
  /** End of the interval that it covers, and its length: of the container with the earliest time, here the shortest. */
  atMs: number;
  windowMs: number;
  containers: { name: string; usage: Amounts }[];
}

/**
 * A container's point of this scrape with the window that it covers. Source: podStorage.Store in metrics-server's pkg/storage/pod.go: a container that
 * is ten to fifteen seconds old is compared with its start; an older one with the scrape before, if that one saw it and it has not started anew since.
 */
export function nextPoint(
  atMs: number, previous: PodPoint | undefined, container: { name: string; startedAtMs: number; usage: Amounts },
): ContainerPoint {
  const { name, startedAtMs, usage } = container;
  const point = { name, startedAtMs, cpuMilli: usage.cpuMilli, memoryBytes: usage.memoryBytes };
  const ageMs = atMs - startedAtMs;
  if (ageMs < metricResolutionMs && ageMs >= firstWindowMs) return { ...point, windowMs: ageMs };
  const seenBefore = previous !== undefined && startedAtMs < previous.atMs && previous.containers.some((before) => before.name === name);
  return seenBefore ? { ...point, windowMs: atMs - previous.atMs } : point;
}

/** What is told of a pod: nothing until every container of it can be told of. Source: podStorage.GetMetrics. */
export function sampleOf(point: PodPoint | undefined): PodSample | undefined {
  if (!point || point.containers.length === 0) return undefined;
  let windowMs = Infinity;
  const containers: PodSample['containers'] = [];
  for (const { name, cpuMilli, memoryBytes, windowMs: covered } of point.containers) {
    if (covered === undefined) return undefined;
    windowMs = Math.min(windowMs, covered);
    containers.push({ name, usage: { cpuMilli, memoryBytes } });
  }
  return { atMs: point.atMs, windowMs, containers };
}
