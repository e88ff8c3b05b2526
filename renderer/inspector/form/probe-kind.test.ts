import { describe, expect, it } from 'vitest';
import { changeProbeKind, probeKindOf } from './probe-kind.ts';

describe('probe kinds', () => {
  it('keeps timing and port when the way of asking changes', () => {
    const probe = { httpGet: { path: '/healthz', port: 8080 }, periodSeconds: 5 };
    expect(changeProbeKind(probe, 'tcpSocket')).toEqual({ tcpSocket: { port: 8080 }, periodSeconds: 5 });
    expect(changeProbeKind(probe, 'exec')).toEqual({ exec: { command: ['true'] }, periodSeconds: 5 });
    expect(changeProbeKind(probe, 'none')).toBeUndefined();
    expect(changeProbeKind(undefined, 'httpGet')).toEqual({ httpGet: { path: '/', port: 80 } });
  });

  it('knows what is asked', () => {
    expect(probeKindOf(undefined)).toBe('none');
    expect(probeKindOf({ grpc: { port: 1 } })).toBe('grpc');
  });
});
