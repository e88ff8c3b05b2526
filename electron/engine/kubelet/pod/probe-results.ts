import type { ContainerRuntime, ProbeKind } from './container-state.ts';

/** What the kubelet holds true about a container by this probe; undefined: it has no such probe. */
export function probeResult(runtime: ContainerRuntime, kind: ProbeKind): 'Success' | 'Failure' | 'Unknown' | undefined {
  for (const probe of runtime.probes) if (probe.kind === kind) return probe.result;
  return undefined;
}
