import type { JsonObject } from '../../../shared/json.ts';

export const probeKinds = ['none', 'httpGet', 'tcpSocket', 'exec', 'grpc'] as const;
export type ProbeKind = (typeof probeKinds)[number];

export function probeKindOf(probe: JsonObject | undefined): ProbeKind {
  return probeKinds.find((kind) => probe?.[kind] !== undefined) ?? 'none';
}

const fresh: Record<Exclude<ProbeKind, 'none'>, JsonObject> = {
  httpGet: { path: '/', port: 80 }, tcpSocket: { port: 80 }, exec: { command: ['true'] }, grpc: { port: 50_051 },
};

/** The probe asking in another way, with its timing kept; `none` removes it. The port goes along. */
export function changeProbeKind(probe: JsonObject | undefined, to: ProbeKind): JsonObject | undefined {
  if (to === 'none') return undefined;
  const from = probeKindOf(probe);
  const before = from === 'none' ? undefined : (probe?.[from] as JsonObject);
  const timing = Object.fromEntries(Object.entries(probe ?? {}).filter(([key]) => !(probeKinds as readonly string[]).includes(key)));
  const port = before?.['port'];
  return { [to]: { ...fresh[to], ...(port !== undefined && fresh[to]['port'] !== undefined ? { port } : {}) }, ...timing };
}
