import { describe, expect, test } from 'vitest';
import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import type { Endpoint } from '../../../../shared/kubernetes/types/endpoint-slice.ts';
import type { ProxyDestination } from '../../../../shared/network/trace.ts';
import { endpointAt, sliceOf, sourceOf } from '../testing/services.ts';
import { chooseEndpoints, localReadyNodes, type EndpointChoice } from './choose-endpoints.ts';
import { compileService } from './service-rules.ts';

const here = { name: 'n0', zone: 'a' };
const ready = endpointAt('10.0.0.1');
const elsewhere = endpointAt('10.0.0.2', { nodeName: 'n1', zone: 'b' });
const unready = endpointAt('10.0.0.3', { state: 'Unready' });
const ending = endpointAt('10.0.0.4', { state: 'Ending' });
const endingElsewhere = endpointAt('10.0.0.5', { state: 'Ending', nodeName: 'n1' });
const ended = endpointAt('10.0.0.6', { state: 'Ended' });
const external = { type: 'NodePort', ports: [{ port: 80, protocol: 'TCP', nodePort: 30_080 }] } as const;

function choose(endpoints: Endpoint[], spec: Partial<Service['spec']>, destination: ProxyDestination = 'ClusterIP', fromInside = true): EndpointChoice {
  const rules = compileService(sourceOf(endpoints, { ...spec, ports: spec.ports ?? [{ port: 80, protocol: 'TCP' }] }));
  const [port] = rules.ports;
  if (!port) throw new Error('there is a port');
  return chooseEndpoints(rules, port, destination, here, fromInside);
}

function text({ verdict, endpoints, terminatingFallback }: EndpointChoice): string {
  return [verdict, ...endpoints.map(({ ip }) => ip.slice(-1)), ...(verdict === 'Forward' && terminatingFallback ? ['(ending)'] : [])].join(' ');
}

describe('internal traffic', () => {
  test.each<[string, Endpoint[], 'Cluster' | 'Local', string]>([
    ['all ready endpoints', [ready, elsewhere, unready, ending], 'Cluster', 'Forward 1 2'],
    ['those that end but serve, where nobody is ready', [unready, ending, endingElsewhere, ended], 'Cluster', 'Forward 4 5 (ending)'],
    ['nobody at all: refused', [unready, ended], 'Cluster', 'Reject'],
    ['no endpoints: refused', [], 'Cluster', 'Reject'],
    ['only those of the node', [ready, elsewhere], 'Local', 'Forward 1'],
    ['of the node, those that end, although others elsewhere are ready', [elsewhere, ending], 'Local', 'Forward 4 (ending)'],
    ['others elsewhere: dropped', [elsewhere], 'Local', 'Drop'],
    ['others elsewhere that end: dropped', [endingElsewhere, unready], 'Local', 'Drop'],
    ['nobody anywhere: refused', [unready], 'Local', 'Reject'],
  ])('%s', (_, endpoints, internalTrafficPolicy, expected) => {
    expect(text(choose(endpoints, { internalTrafficPolicy }))).toBe(expected);
  });
});

describe('external traffic', () => {
  test.each<[string, Endpoint[], 'Cluster' | 'Local', ProxyDestination, boolean, string, boolean]>([
    ['Cluster: any endpoint, with the node as the sender', [ready, elsewhere], 'Cluster', 'NodePort', false, 'Forward 1 2', true],
    ['Local: of the node, and the sender stays', [ready, elsewhere], 'Local', 'NodePort', false, 'Forward 1', false],
    ['Local: nobody here: dropped', [elsewhere], 'Local', 'LoadBalancer', false, 'Drop', false],
    ['Local, but from inside: as if it came back in from the load balancer', [elsewhere], 'Local', 'LoadBalancer', true, 'Forward 2', false],
    ['the cluster IP follows the other policy', [ready, elsewhere], 'Local', 'ClusterIP', true, 'Forward 1 2', false],
  ])('%s', (_, endpoints, externalTrafficPolicy, destination, fromInside, expected, masquerade) => {
    const choice = choose(endpoints, { ...external, ports: [...external.ports], externalTrafficPolicy }, destination, fromInside);
    expect(text(choice)).toBe(expected);
    expect(choice.masquerade).toBe(masquerade);
  });
});

describe('trafficDistribution', () => {
  const hinted = (endpoint: Endpoint, zone: string, node?: string): Endpoint => ({
    ...endpoint, hints: { forZones: [{ name: zone }], ...(node ? { forNodes: [{ name: node }] } : {}) },
  });
  test.each<[string, Endpoint[], string, string | undefined]>([
    ['the same zone', [hinted(ready, 'a'), hinted(elsewhere, 'b')], 'Forward 1', 'PreferSameZone'],
    ['the same node before the same zone', [hinted(ready, 'a', 'n0'), hinted(elsewhere, 'a', 'n1')], 'Forward 1', 'PreferSameNode'],
    ['the zone, where the node has none', [hinted(ready, 'b', 'n2'), hinted(elsewhere, 'a', 'n1')], 'Forward 2', 'PreferSameZone'],
    ['all, where the zone has none', [hinted(ready, 'c'), hinted(elsewhere, 'b')], 'Forward 1 2', undefined],
    ['all, where one has no hint', [hinted(ready, 'a'), elsewhere], 'Forward 1 2', undefined],
    ['hints of those that are not ready do not count', [hinted(ready, 'b'), hinted(unready, 'a')], 'Forward 1', undefined],
    ['those that end are taken without regard to hints', [hinted(ending, 'b'), hinted(endingElsewhere, 'a')], 'Forward 4 5 (ending)', undefined],
  ])('%s', (_, endpoints, expected, distribution) => {
    const choice = choose(endpoints, {});
    expect(text(choice)).toBe(expected);
    expect(choice.distribution).toBe(distribution);
  });
});

describe('endpoints of a port', () => {
  test('come from all slices by the name of the port, each address once', () => {
    const { service } = sourceOf([], { ports: [{ name: 'http', port: 80, protocol: 'TCP' }, { name: 'admin', port: 9000, protocol: 'TCP' }] });
    const rules = compileService({ service, slices: [
      sliceOf([ready], { ports: [{ name: 'http', protocol: 'TCP', port: 8080 }, { name: 'admin', protocol: 'TCP', port: 9001 }] }),
      sliceOf([ready, elsewhere], { ports: [{ name: 'http', protocol: 'TCP', port: 8080 }] }),
      sliceOf([elsewhere], { ports: [{ name: 'http', protocol: 'UDP', port: 8080 }] }),
      sliceOf([endpointAt('fd00::1')], { addressType: 'IPv6', ports: [{ name: 'http', protocol: 'TCP', port: 8080 }] }),
    ] });
    expect(rules.ports.map(({ name, endpoints }) => [name, endpoints.map(({ ip, port }) => `${ip}:${port}`)])).toEqual([
      ['http', ['10.0.0.1:8080', '10.0.0.2:8080']], ['admin', ['10.0.0.1:9001']],
    ]);
    expect([...localReadyNodes(rules)]).toEqual(['n0', 'n1']);
  });

  test('conditions that are not set count as ready', () => {
    expect(text(choose([endpointAt('10.0.0.7', { conditions: {} })], {}))).toBe('Forward 7');
  });
});
