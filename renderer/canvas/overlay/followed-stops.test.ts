import { describe, expect, it } from 'vitest';
import type { HopRule, RequestTrace } from '../../../shared/network/trace.ts';
import { followedStops, type WayPlaces } from './followed-stops.ts';

const machines: Record<string, { x: number; y: number; width: number; height: number }> = { w1: { x: 300, y: 100, width: 276, height: 300 }, w2: { x: 600, y: 100, width: 276, height: 300 } };
const places: WayPlaces = {
  machine: (name) => machines[name],
  card: (key) => (key === 'v1/Service/shop/web' ? { x: 50, y: 100, width: 168, height: 54 } : undefined),
  pod: (_namespace, name) => (name === 'web-1' ? { rect: { x: 610, y: 150, width: 125, height: 60 }, machine: machines['w2'], podsTop: 146 } : undefined),
  network: (key) => (key.endsWith('/NatGateway//nat-1') ? { x: 520, y: 60, width: 56, height: 22 } : undefined),
  outside: () => ({ x: -20, y: 117 }),
};
const pod = { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'web-1' };
const service = { apiVersion: 'v1', kind: 'Service', namespace: 'shop', name: 'web' };
const trace = (hops: { rule: HopRule; subject?: typeof pod }[], origin: RequestTrace['origin'] = { kind: 'Internet' }): RequestTrace => (
  { origin, target: { service: { namespace: 'shop', name: 'web' } }, hops: hops.map((hop) => ({ ...hop, verdict: 'Passed' })), outcome: { kind: 'Served', handlers: [] } }
);
const proxy: HopRule = { kind: 'Proxy', node: 'w1', service: { namespace: 'shop', name: 'web', portName: '', port: 80 } };

describe('places of hops', () => {
  it('lead from outside by the Service of the load balancer and the kube-proxy of a machine to the pod', () => {
    const stops = followedStops(trace([
      { rule: { kind: 'Client' } }, { rule: { kind: 'LoadBalancer', node: 'w1', healthy: 2, nodes: 2, forwardsTo: 'Address' }, subject: service }, { rule: { kind: 'Node', node: 'w1', address: '10.0.0.1' } },
      { rule: proxy }, { rule: { kind: 'Pod', node: 'w2', ip: '10.244.1.2' }, subject: pod }, { rule: { kind: 'Container', container: 'c', port: 80, listens: [80] }, subject: pod },
    ]), places);
    expect(stops.map((stop) => stop?.at)).toEqual([{ x: -20, y: 117 }, { x: 50, y: 117 }, { x: 300, y: 177 }, { x: 300, y: 177 }, { x: 622, y: 167 }, { x: 622, y: 167 }]);
    expect(stops.map((stop) => stop?.machine)).toEqual([undefined, undefined, machines['w1'], machines['w1'], machines['w2'], machines['w2']]);
  });

  it('begin at the pod that asks', () => {
    expect(followedStops(trace([{ rule: { kind: 'Client' } }], { kind: 'Pod', namespace: 'shop', name: 'web-1' }), places)[0]?.at).toEqual({ x: 622, y: 167 });
  });

  it('go out by the machine and its NAT gateway', () => {
    const gateway = (id: string): { rule: HopRule } => ({ rule: { kind: 'NatGateway', id, zone: 'z', address: '198.51.100.1' } });
    const stops = followedStops(trace([{ rule: { kind: 'Egress', machine: 'w1' } }, gateway('nat-1'), gateway('nat-2')]), places);
    expect(stops.map((stop) => stop?.at)).toEqual([{ x: 300, y: 177 }, { x: 548, y: 71 }, undefined]);
  });

  it('are none for name servers and for pods that are gone; of an address that is gone it is the machine', () => {
    const stops = followedStops(trace([
      { rule: { kind: 'Dns', name: 'web', tried: ['web'], server: 'Managed', record: 'Service', answers: [] } },
      { rule: { kind: 'Policy', direction: 'Ingress', isolatedBy: ['p'] }, subject: { ...pod, name: 'gone' } },
      { rule: { kind: 'Pod', node: 'w1', ip: '10.244.9.9' } },
    ]), places);
    expect(stops.map((stop) => stop?.at.x)).toEqual([undefined, undefined, 300]);
  });
});
